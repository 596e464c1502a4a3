import process from "node:process";
import { setTimeout } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect } from "vitest";
import { createApp } from "../create-app.ts";
import { post } from "./ask.ts";
import { exampleArtifact } from "./example-model.ts";
import { memoryRepository } from "./memory-repository.ts";

/** An app under fire, and what must hold however it is asked. */
export interface FuzzedApp {
  /** Posts a body; whatever it is, the answer is proper and no mistake of the service. Returns the status. */
  check(path: string, body: BodyInit, headers: Record<string, string>): Promise<number>;
  /** The same for any request, whose answer is JSON. */
  checkRequest(path: string, init: RequestInit): Promise<number>;
  /** Fails where the service made a mistake, an answer took long, or memory has grown since the first thousand requests. */
  checkAll(): Promise<void>;
}

/** Requests after which memory should grow no more: by then everything has been used and compiled. */
const warmUp = 1000;

/** Bytes that memory may have grown afterwards. */
const mostGrowth = 16_000_000;

/** A generous bound on a machine that is shared, in milliseconds: what hangs takes for ever. */
const longest = 5000;

/** Makes the app over the example model, with small limits. */
export async function fuzzedApp(): Promise<FuzzedApp> {
  const mistakes: Error[] = [];
  const app = createApp({
    models: memoryRepository({ "odd-digits": [await exampleArtifact()] }),
    limits: { maxBodyBytes: 10_000 },
    onMistake: (error) => mistakes.push(error),
  });
  let requests = 0;
  let slowest = 0;
  let before: number | null = null;

  async function ask(path: string, init: RequestInit): Promise<[Response, Uint8Array]> {
    const started = performance.now();
    const response = await app.request(path, init);
    const bytes = new Uint8Array(await response.arrayBuffer());
    slowest = Math.max(slowest, performance.now() - started);
    expect(response.status).toBeLessThan(500);
    if (++requests === warmUp) before = await memoryInUse();
    return [response, bytes];
  }

  return {
    async check(path, body, headers) {
      const [response, bytes] = await ask(path, post(body, headers));
      const length = Number(response.headers.get("Inference-Header-Content-Length") ?? bytes.length);
      const answer: unknown = JSON.parse(
        new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, length)),
      );
      // What is not finite would be null in an array.
      if (response.status === 200) expect(JSON.stringify(answer)).not.toMatch(/[[,]null[,\]]/);
      else expect(answer).toEqual({ error: expect.stringMatching(/^Cannot /) });
      return response.status;
    },
    async checkRequest(path, init) {
      const [response, bytes] = await ask(path, init);
      if (bytes.length > 0) JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
      return response.status;
    },
    async checkAll() {
      expect(mistakes).toEqual([]);
      expect(slowest).toBeLessThan(longest);
      if (before !== null) expect((await memoryInUse()) - before).toBeLessThan(mostGrowth);
    },
  };
}

/** Bytes that are reachable, on the heap and beside it. */
async function memoryInUse(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  // The memory of arrays is given back by a thread of its own, and the next collection waits for it.
  await setTimeout(100);
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
