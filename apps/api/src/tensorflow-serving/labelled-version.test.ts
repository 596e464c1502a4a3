import { expect, test } from "vitest";
import { createApp } from "../create-app.ts";
import { ask } from "../testing/ask.ts";
import { exampleArtifact } from "../testing/example-model.ts";
import { memoryRepository } from "../testing/memory-repository.ts";

const labels = "/v1/models/odd-digits/labels";

/** Version 1 gives inputs back, version 2 twice as much. */
async function labelledApp() {
  const doubled = await exampleArtifact({ weight: (index) => (index % 3 === Math.floor(index / 3) ? 2 : 0) });
  const artifacts = { "odd-digits": [await exampleArtifact(), doubled], other: [await exampleArtifact()] };
  const chosen = { "odd-digits": { stable: "1", canary: "2", gone: "3" } };
  return createApp({ models: memoryRepository(artifacts, chosen) });
}

test("a label stands for its version, in everything that can be asked", async () => {
  const app = await labelledApp();
  const body = { instances: [[0, 0.5, 1, 0]] };
  expect((await ask(app, `${labels}/stable:predict`, body)).json).toEqual({ predictions: [[0, 0.5, 1]] });
  expect((await ask(app, `${labels}/canary:predict`, body)).json).toEqual({ predictions: [[0, 1, 2]] });
  const examples = { examples: [{ inputs: [0, 0.5, 1, 0] }] };
  expect((await ask(app, `${labels}/canary:classify`, examples)).json).toEqual({
    results: [
      [
        ["0", 0],
        ["1", 1],
        ["2", 2],
      ],
    ],
  });
  expect((await ask(app, `${labels}/stable`)).json).toMatchObject({
    model_version_status: [{ version: "1", state: "AVAILABLE" }],
  });
  expect((await ask(app, `${labels}/canary/metadata`)).json).toMatchObject({
    model_spec: { name: "odd-digits", version: "2" },
  });
});

test.each([
  [
    `${labels}/beta`,
    'Cannot find the label of the model odd-digits: the label must be one of stable, canary, gone, received "beta"',
  ],
  [
    `${labels}/__proto__/metadata`,
    'Cannot find the label of the model odd-digits: the label must be one of stable, canary, gone, received "__proto__"',
  ],
  [
    `${labels}/gone`,
    "Cannot find the label gone of the model odd-digits: its version 3 must be one that is served, and is not",
  ],
  [
    "/v1/models/other/labels/stable",
    'Cannot find the label of the model other: its versions have numbers and no labels, received "stable"',
  ],
  [
    "/v1/models/missing/labels/stable",
    'Cannot find the model: it must be one that is served, received "missing"',
  ],
])("%s is 404", async (path, error) => {
  expect(await ask(await labelledApp(), path)).toMatchObject({ status: 404, json: { error } });
});

test("predictions with a label that is not there are 404 with the same reasons", async () => {
  const app = await labelledApp();
  const body = { instances: [[0, 0.5, 1, 0]] };
  expect(await ask(app, `${labels}/beta:predict`, body)).toMatchObject({
    status: 404,
    json: { error: expect.stringContaining("the label must be one of stable, canary, gone") },
  });
  expect(await ask(app, `${labels}/gone:classify`, body)).toMatchObject({
    status: 404,
    json: { error: expect.stringContaining("its version 3 must be one that is served") },
  });
  expect((await ask(app, `${labels}/stable`, body)).json).toEqual({
    error: `Cannot POST ${labels}/stable: the address must end in :predict or :classify, received none`,
  });
});
