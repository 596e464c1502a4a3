import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp, createModelRepository } from "@proj/api";
import { folderSource, serveNode } from "@proj/api/node";
import { type ImageSet, loadBundledDigits } from "@proj/datasets";
import { writeArtifactFolder } from "@proj/model/node";
import { encode } from "fast-png";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { run } from "../run.ts";
import { predictCommand } from "./predict.ts";
import { capturedTerminal } from "./testing/captured-terminal.ts";
import { meanImageModel } from "./testing/mean-image-model.ts";

let folder: string;
let digits: ImageSet;
let service: string;
let close: () => Promise<void>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "proj-predict-service-"));
  const { train, heldOut } = await loadBundledDigits();
  digits = heldOut;
  await writeArtifactFolder(join(folder, "models", "odd"), await meanImageModel({ images: train }));
  for (const label of [1, 7]) await writeFile(join(folder, `${label}.png`), png(digit(label)));
  await writeFile(join(folder, "photo.webp"), "RIFF....WEBPVP8 ");

  const models = createModelRepository({
    sources: [await folderSource(join(folder, "models"))],
    preload: true,
  });
  const closing = new AbortController();
  const server = await serveNode(createApp({ models, closing: closing.signal }), { port: 0, closing });
  service = server.url;
  close = async () => {
    await server.close();
    await models.close();
  };
});
afterAll(async () => {
  await close();
  await rm(folder, { recursive: true, force: true });
});

describe("proj predict --url", () => {
  test("names each picture in a line, and says once what the model never learned", async () => {
    const { code, stdout, stderr } = await predict(service, "1.png", "7.png");
    expect(stderr).toBe("");
    expect(stdout).toMatch(
      /^.*1\.png +1 +>?\d+\.\d\d %\n.*7\.png +7 +>?\d+\.\d\d %\nThis model was trained without/,
    );
    expect(stdout).toContain("0, 2, 4, 6, 8 were never supervised");
    expect(code).toBe(0);
  });

  test("prints the JSON that a model in a folder gives", async () => {
    const asked = await predict(
      service,
      "7.png",
      "--json",
      "--top",
      "3",
      "--model",
      "odd",
      "--model-version",
      "1",
    );
    const terminal = capturedTerminal();
    const local = [
      "predict",
      join(folder, "7.png"),
      "--json",
      "--top",
      "3",
      "--model",
      join(folder, "models/odd"),
    ];
    expect(await run(local, terminal)).toBe(0);
    expect(JSON.parse(asked.stdout)).toEqual(JSON.parse(terminal.stdout));
  });

  test("reads standard input for -", async () => {
    const terminal = capturedTerminal();
    async function* input(): AsyncGenerator<Uint8Array> {
      yield png(digit(7));
    }
    await predictCommand(terminal, input()).parseAsync(["-", "--url", service], { from: "user" });
    expect(terminal.stdout).toMatch(/^- +7 +/);
  });

  test("answers for the other pictures where one is refused, and fails with the service's message", async () => {
    const { code, stdout, stderr } = await predict(service, "photo.webp", "7.png", "missing.png");
    expect(stdout).toMatch(/^.*7\.png +7 /);
    expect(stderr).toBe(
      "error: No answer for 2 of 3 pictures:\n" +
        `  ${join(folder, "photo.webp")}: Cannot read the picture: it must be a PNG or a JPEG, received WebP\n` +
        `  Cannot read ${join(folder, "missing.png")}: it must be there, received no such file\n`,
    );
    expect(code).toBe(1);
  });

  test("says once that the service has no such model", async () => {
    const { code, stdout, stderr } = await predict(service, "1.png", "7.png", "--model", "letters");
    expect(stderr).toBe('error: Cannot find the model: it must be one that is served, received "letters"\n');
    expect([code, stdout]).toEqual([1, ""]);
  });

  test("names a service that is out of reach", async () => {
    const server = createServer();
    const url = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    const { code, stderr } = await predict(`${url}/models`, "1.png", "7.png");
    expect(stderr).toBe(
      `error: Cannot get an answer from ${url}/models: a service must listen there, received a refusal\n`,
    );
    expect(code).toBe(1);
  });

  test("waits no longer than it is told", async () => {
    const url = await serve(() => {});
    const { code, stderr } = await predict(url, "1.png", "--timeout", "0.05");
    expect(stderr).toBe(
      `error: Cannot get an answer from ${url}: it must come in time (--timeout), received none\n`,
    );
    expect(code).toBe(1);
  });

  test("sends the token of the environment, and says where one is wanted", async () => {
    const url = await serve((request, response) => {
      const isKnown = request.headers.authorization === "Bearer secret";
      const answer = { classes: [{ part: "digit", name: "7", value: 1, supervised: true }] };
      response.statusCode = isKnown ? 200 : 401;
      response.end(JSON.stringify(isKnown ? answer : { error: "Cannot answer: a token is wanted" }));
    });
    vi.stubEnv("PROJ_TOKEN", "secret");
    onTestFinished(() => void vi.unstubAllEnvs());
    expect((await predict(url, "7.png")).stdout).toMatch(/7\.png +7 +100\.00 %\n$/);
    vi.stubEnv("PROJ_TOKEN", "");
    const refused = await predict(url, "7.png");
    expect(refused.stderr).toBe(
      "error: Cannot answer: a token is wanted; the environment variable PROJ_TOKEN holds the token\n",
    );
    vi.stubEnv("PROJ_TOKEN", "se\ncret");
    const wrong = await predict(url, "7.png");
    expect(wrong.stderr).toMatch(/PROJ_TOKEN must be a token of visible ASCII letters, received others/);
    expect([refused.code, wrong.code]).toEqual([1, 2]);
  });

  test("prints what a service sends without its control characters", async () => {
    const refusing = await serve((_, response) => {
      response.statusCode = 400;
      response.end(JSON.stringify({ error: "\u001b[2Jno\u202e" }));
    });
    expect((await predict(refusing, "7.png")).stderr).toContain(": \uFFFD[2Jno\uFFFD\n");
    const naming = await serve((_, response) => {
      response.end(JSON.stringify({ classes: [{ name: "\u001b[31m7", value: 1, supervised: true }] }));
    });
    expect((await predict(naming, "7.png")).stdout).toContain(" \uFFFD[31m7 ");
  });

  test.each([
    ["a page", "<html>", "text/html"],
    ["other JSON", '{"classes": [{"name": 7}]}', "application/json"],
  ])("does not take %s for an answer", async (_, body, type) => {
    const url = await serve((_, response) => {
      response.setHeader("Content-Type", type).end(body);
    });
    const { code, stderr } = await predict(url, "7.png", "1.png");
    expect(stderr).toBe(
      `error: Cannot understand ${url}: it must answer as a prediction service does, received ${type} with the status 200\n`,
    );
    expect(code).toBe(1);
  });

  test("stops reading an answer without end", async () => {
    const url = await serve((_, response) => {
      const send = (): void => void response.write(" ".repeat(2 ** 20), (error) => error ?? send());
      send();
    });
    const { stderr } = await predict(url, "7.png");
    expect(stderr).toContain("the answer must have at most 4194304 bytes, received more");
  });

  test.each([
    ["a URL that is none", ["7.png", "--url", "localhost"], /--url must start with http/],
    [
      "a URL with a drawing",
      ["7.png", "--url", "http://localhost", "--show"],
      /--show goes with a model in a folder/,
    ],
    ["a URL with a table", ["--url", "http://localhost", "--table", "a.csv"], /'--url <url>' cannot be used/],
    ["a version without a URL", ["7.png", "--model-version", "1"], /--model-version goes with --url/],
    ["no time at all", ["7.png", "--url", "http://localhost", "--timeout", "0"], /--timeout/],
  ])("does not understand %s", async (_, args, message) => {
    const terminal = capturedTerminal();
    expect(await run(["predict", ...args], terminal)).toBe(2);
    expect(terminal.stderr).toMatch(message);
  });
});

/** Runs the command on files of the test's folder; words that are none go on as they are. */
async function predict(url: string, ...words: string[]) {
  const terminal = capturedTerminal();
  const files = words.map((word) => (/\.(png|webp)$/.test(word) ? join(folder, word) : word));
  const code = await run(["predict", "--url", url, ...files], terminal);
  return { code, stdout: terminal.stdout, stderr: terminal.stderr };
}

/** Serves what no service of ours sends. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return await listen(server);
}

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** The last held-out image of a digit. */
function digit(label: number): Uint8Array {
  const index = digits.labels.lastIndexOf(label);
  return digits.images.slice(index * 784, (index + 1) * 784);
}

function png(data: Uint8Array): Uint8Array {
  return encode({ width: 28, height: 28, channels: 1, depth: 8, data });
}
