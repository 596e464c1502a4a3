import { createServer } from "node:http";
import { expect, expectTypeOf, onTestFinished, test } from "vitest";
import { createApp } from "../create-app.ts";
import { serveNode } from "../entry/node.ts";
import type { PictureAnswer } from "../people/picture-answer.ts";
import { smallPicture } from "../testing/digit-picture.ts";
import { exampleArtifact } from "../testing/example-model.ts";
import { memoryRepository } from "../testing/memory-repository.ts";
import { type Client, type ClientOptions, createClient } from "./create-client.ts";
import { predictPicture } from "./predict-picture.ts";

/** A client of a real server with the example model, of 2 x 2 inputs and 3 classes. */
async function start(options: ClientOptions = {}): Promise<Client> {
  const closing = new AbortController();
  const models = memoryRepository({ "odd-digits": [await exampleArtifact()] });
  const server = await serveNode(createApp({ models, closing: closing.signal }), { port: 0, closing });
  onTestFinished(() => server.close());
  return createClient(server.url, options);
}

const row = [0, 0.5, 1, 0];

test("the Open Inference Protocol is asked with types, from the service to an inference", async () => {
  const { v2 } = await start();
  expect(await (await v2.$get()).json()).toMatchObject({ name: "proj" });
  expect(await (await v2.health.ready.$get()).json()).toEqual({ live: true, ready: true });
  expect(await (await v2.models.$get()).json()).toEqual({ models: ["odd-digits"] });

  const described = await v2.models[":model"].$get({ param: { model: "odd-digits" } });
  if (!described.ok) expect.fail("the model must be there");
  const metadata = await described.json();
  expectTypeOf(metadata.inputs[0]?.shape).toEqualTypeOf<number[] | undefined>();
  expect(metadata.inputs[0]?.shape).toEqual([-1, 2, 2]);

  const response = await v2.models[":model"].versions[":version"].infer.$post({
    param: { model: "odd-digits", version: "1" },
    json: { id: "7", inputs: [{ name: "inputs", datatype: "FP32", shape: [1, 4], data: [row] }] },
  });
  if (!response.ok) expect.fail("the inference must be answered");
  const answer = await response.json();
  expectTypeOf(answer.outputs[0]?.data).toEqualTypeOf<readonly (string | number)[] | undefined>();
  expect(answer).toMatchObject({ id: "7", model_version: "1", outputs: [{ data: [0, 0.5, 1] }] });
});

test("TensorFlow Serving's API is asked with types", async () => {
  const { v1 } = await start();
  const status = await v1.models[":model"].$get({ param: { model: "odd-digits" } });
  expect(await status.json()).toMatchObject({ model_version_status: [{ version: "1" }] });
  const predicted = await v1.models[":target"].$post({
    param: { target: "odd-digits:predict" },
    json: { instances: [row, row] },
  });
  const predictions = await predicted.json();
  expect("predictions" in predictions && predictions.predictions).toEqual([
    [0, 0.5, 1],
    [0, 0.5, 1],
  ]);
  const classified = await v1.models[":model"].versions[":target"].$post({
    param: { model: "odd-digits", target: "1:classify" },
    json: { examples: [{ inputs: row }] },
  });
  const answer = await classified.json();
  if (!("results" in answer)) expect.fail("there must be results");
  expectTypeOf(answer.results).toEqualTypeOf<
    readonly (readonly (readonly [label: string, score: number])[])[]
  >();
  expect(answer.results[0]?.[2]).toEqual(["2", 1]);
});

test("a picture is sent as it is, and as JSON", async () => {
  const client = await start();
  const picture = new Uint8Array(smallPicture([0, 255, 0, 0]));
  const sent = await predictPicture(client, picture, { model: "odd-digits", version: "1" });
  if (!sent.ok) expect.fail("the picture must be read");
  const answer = await sent.json();
  expectTypeOf(answer).toEqualTypeOf<PictureAnswer>();
  expect(answer).toMatchObject({ model: "odd-digits", version: "1", answer: "1", supervised: true });
  expect(await (await predictPicture(client, Uint8Array.of(0, 255, 0, 0))).json()).toEqual(answer);
  const json = await client.predict.$post({ json: { pixels: [0, 255, 0, 0] }, query: {} });
  expect(await json.json()).toEqual(answer);
});

test("what is refused is an answer with its own type", async () => {
  const client = await start();
  const response = await client.v2.models[":model"].$get({ param: { model: "letters" } });
  expect(response.status).toBe(404);
  if (response.ok) expect.fail("there is no such model");
  const refusal = await response.json();
  expectTypeOf(refusal).toEqualTypeOf<{ readonly error: string }>();
  expect(refusal.error).toMatch(/^Cannot find the model/);
  const wrong = await predictPicture(client, Uint8Array.of(1, 2, 3));
  expect([wrong.status, await wrong.json()]).toEqual([
    400,
    { error: expect.stringContaining("received 3 bytes") },
  ]);
  const narrow = await client.v1.models[":target"].$post({
    param: { target: "odd-digits:predict" },
    json: { instances: [[1]] },
  });
  expect([narrow.status, await narrow.json()]).toEqual([
    400,
    { error: expect.stringContaining("instances") },
  ]);
});

test("the compiler refuses what the service would refuse", () => {
  type Infer = Parameters<Client["v2"]["models"][":model"]["infer"]["$post"]>[0];
  const inputs: Infer["json"]["inputs"] = [{ name: "inputs", datatype: "FP32", shape: [1, 4], data: row }];
  expectTypeOf<{ param: { model: string }; json: { inputs: typeof inputs } }>().toExtend<Infer>();
  expectTypeOf<{ param: { model: string }; json: { inputs: [] } }>().not.toExtend<Infer>();
  expectTypeOf<{ param: { model: string }; json: { inputs: [{ name: string }] } }>().not.toExtend<Infer>();
  expectTypeOf<{ param: { version: string }; json: { inputs: typeof inputs } }>().not.toExtend<Infer>();
  type Predict = Parameters<Client["v1"]["models"][":target"]["$post"]>[0]["json"];
  expectTypeOf<{ instances: { b64: string }[] }>().toExtend<Predict>();
  expectTypeOf<{ instances: string }>().not.toExtend<Predict>();
});

test("a token and a path in front are sent along", async () => {
  const seen: unknown[] = [];
  const server = createServer((request, response) => {
    seen.push([request.url, request.headers.authorization]);
    response.setHeader("Content-Type", "application/json").end('{"models": []}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  for (const token of ["secret", undefined]) {
    const client = createClient(`http://127.0.0.1:${port}/models/here/`, { token });
    expect(await (await client.v2.models.$get()).json()).toEqual({ models: [] });
  }
  expect(seen).toEqual([
    ["/models/here/v2/models", "Bearer secret"],
    ["/models/here/v2/models", undefined],
  ]);
});

test("an answer that does not come in time is no answer", async () => {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const client = createClient(`http://127.0.0.1:${port}`, { timeoutMs: 50 });
  await expect(client.v2.models.$get()).rejects.toMatchObject({ name: "TimeoutError" });
});

test.each(["localhost:8080", "models.example.com", "file:///models", ""])(
  "%j is no address of a service",
  (url) => {
    expect(() => createClient(url)).toThrow(
      new TypeError(
        `Cannot make a client: the URL must start with http:// or https://, received ${JSON.stringify(url)}`,
      ),
    );
  },
);
