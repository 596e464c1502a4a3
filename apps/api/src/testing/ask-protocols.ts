import { expect } from "vitest";
import { post } from "./ask.ts";
import { smallPicture } from "./digit-picture.ts";

/** Asks a service over the network for the example model, in all three protocols. */
export async function askProtocols(url: string, model = "odd-digits"): Promise<void> {
  const ask = async (path: string, init: RequestInit = {}): Promise<unknown> =>
    (await fetch(url + path, { ...init, signal: AbortSignal.timeout(20_000) })).json();
  const tensor = { name: "inputs", shape: [1, 4], datatype: "FP32", data: [0, 0.5, 1, 0] };
  // It listens while the models are being loaded.
  await expect.poll(() => ask("/v2/health/ready")).toMatchObject({ ready: true });
  expect(await ask(`/v2/models/${model}/infer`, post({ inputs: [tensor] }))).toMatchObject({
    outputs: [{ data: [0, 0.5, 1] }],
  });
  expect(await ask(`/v1/models/${model}:predict`, post({ instances: [[0, 0.5, 1, 0]] }))).toEqual({
    predictions: [[0, 0.5, 1]],
  });
  expect(await ask("/predict", post(smallPicture([0, 255, 0, 0])))).toMatchObject({ answer: "1" });
  expect(await ask("/predict", post("{"))).toMatchObject({ error: expect.stringMatching(/^Cannot read/) });
  // The description and its page are loaded on demand.
  expect(await ask("/openapi.json")).toMatchObject({ openapi: "3.1.0" });
  expect((await fetch(`${url}/docs`)).status).toBe(200);
}
