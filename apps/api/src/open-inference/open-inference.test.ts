import { expect, test } from "vitest";
import { ask } from "../testing/ask.ts";
import { exampleApp } from "../testing/example-app.ts";
import { exampleArtifact } from "../testing/example-model.ts";

const infer = "/v2/models/odd-digits/infer";
const remark =
  "The model never learned 0, 2: shown one of these, it names another class, however sure it looks.";

function request(inputs: object = {}, rest: object = {}): object {
  return {
    inputs: [{ name: "inputs", shape: [1, 2, 2], datatype: "FP32", data: [0.5, 0.25, 1, 0], ...inputs }],
    ...rest,
  };
}

test("the server says who it is and what it can, with and without a slash at the end", async () => {
  const app = await exampleApp();
  for (const path of ["/v2", "/v2/"]) {
    const { status, json } = await ask(app, path);
    expect(status).toBe(200);
    expect(json).toEqual({
      name: "proj",
      version: "0.1.0",
      extensions: ["binary_tensor_data", "classification"],
    });
  }
});

test("liveness and readiness are told under both names, and readiness by the status as well", async () => {
  const app = await exampleApp();
  for (const path of ["/v2/health/live", "/v2/health/ready"]) {
    expect(await ask(app, path)).toMatchObject({ status: 200, json: { live: true, ready: true } });
  }
  const broken = await exampleApp({ models: { broken: [new Error("weights.bin is damaged")] } });
  expect(await ask(broken, "/v2/health/live")).toMatchObject({
    status: 200,
    json: { live: true, ready: false },
  });
  expect(await ask(broken, "/v2/health/ready")).toMatchObject({
    status: 503,
    json: { live: true, ready: false },
  });
});

test("models are listed and described, with what they never learned", async () => {
  const artifact = await exampleArtifact();
  const app = await exampleApp({ models: { "odd-digits": [artifact, artifact] } });
  expect((await ask(app, "/v2/models")).json).toEqual({ models: ["odd-digits"] });
  const description = {
    name: "odd-digits",
    versions: ["2", "1"],
    platform: "tensorflowjs_layersmodel",
    inputs: [{ name: "inputs", datatype: "FP32", shape: [-1, 2, 2] }],
    outputs: [{ name: "predictions", datatype: "FP32", shape: [-1, 3] }],
    properties: {
      uint8_inputs: `are multiplied by ${1 / 255}`,
      classes: '["0","1","2"]',
      supervised: "[false,true,false]",
      remark,
    },
  };
  expect((await ask(app, "/v2/models/odd-digits")).json).toEqual(description);
  expect((await ask(app, "/v2/models/odd-digits/versions/1")).json).toEqual(description);
});

test("a model is ready, not ready or not there", async () => {
  const app = await exampleApp({
    models: { good: [await exampleArtifact()], bad: [new Error("weights.bin is damaged")] },
  });
  expect(await ask(app, "/v2/models/good/ready")).toMatchObject({
    status: 200,
    json: { name: "good", ready: true },
  });
  expect(await ask(app, "/v2/models/good/versions/1/ready")).toMatchObject({ status: 200 });
  expect(await ask(app, "/v2/models/bad/ready")).toMatchObject({
    status: 503,
    json: { name: "bad", ready: false },
  });
  expect(await ask(app, "/v2/models/ugly/ready")).toMatchObject({ status: 404 });
});

test("an inference returns the model's outputs, its version, the id and the remark", async () => {
  const app = await exampleApp();
  const { status, json, headers } = await ask(app, infer, request({}, { id: "42" }));
  expect(status).toBe(200);
  expect(headers.get("Content-Type")).toBe("application/json");
  expect(json).toEqual({
    model_name: "odd-digits",
    model_version: "1",
    id: "42",
    parameters: { remark },
    // The example's outputs are its first three inputs.
    outputs: [{ name: "predictions", datatype: "FP32", shape: [1, 3], data: [0.5, 0.25, 1] }],
  });
});

test("a model that learned all of its classes gets no remark", async () => {
  const app = await exampleApp({
    models: { "odd-digits": [await exampleArtifact({ supervised: () => true })] },
  });
  expect((await ask(app, infer, request())).json).not.toHaveProperty("parameters");
});

test.each([
  ["flat", [2, 2, 2], [0, 0.5, 1, 0, 0.25, 0, 0, 1]],
  [
    "nested",
    [2, 2, 2],
    [
      [
        [0, 0.5],
        [1, 0],
      ],
      [
        [0.25, 0],
        [0, 1],
      ],
    ],
  ],
  [
    "of rows",
    [2, 4],
    [
      [0, 0.5, 1, 0],
      [0.25, 0, 0, 1],
    ],
  ],
  [
    "with a channel",
    [2, 2, 2, 1],
    [
      [
        [[0], [0.5]],
        [[1], [0]],
      ],
      [
        [[0.25], [0]],
        [[0], [1]],
      ],
    ],
  ],
])("data may be %s", async (_, shape, data) => {
  const { json } = await ask(await exampleApp(), infer, request({ shape, data }));
  expect(json).toMatchObject({ outputs: [{ shape: [2, 3], data: [0, 0.5, 1, 0.25, 0, 0] }] });
});

test("bytes are scaled as in training, and doubles are rounded to floats", async () => {
  const app = await exampleApp();
  const bytes = await ask(app, infer, request({ datatype: "UINT8", data: [255, 51, 0, 0] }));
  expect(bytes.json).toMatchObject({ outputs: [{ data: [1, Math.fround(51 / 255), 0] }] });
  const doubles = await ask(app, infer, request({ datatype: "FP64", data: [0.1, 0, 0, 0] }));
  expect(doubles.json).toMatchObject({ outputs: [{ data: [Math.fround(0.1), 0, 0] }] });
});

test("null stands for what was left out, as some clients write it", async () => {
  const body = request({ parameters: null }, { id: null, parameters: null, outputs: null });
  const { status, json } = await ask(await exampleApp(), infer, body);
  expect(status).toBe(200);
  expect(json).not.toHaveProperty("id");
});

test("the classification parameter asks for the largest classes, as value, column and label", async () => {
  const app = await exampleApp();
  const outputs = [{ name: "predictions", parameters: { classification: 2 } }];
  const { json } = await ask(app, infer, request({}, { outputs }));
  expect(json).toMatchObject({
    outputs: [{ name: "predictions", datatype: "BYTES", shape: [1, 2], data: ["1:2:2", "0.5:0:0"] }],
  });
});

test("versions are chosen by the address, the newest where it names none", async () => {
  const artifact = await exampleArtifact();
  const app = await exampleApp({ models: { "odd-digits": [artifact, artifact] } });
  expect((await ask(app, infer, request())).json).toMatchObject({ model_version: "2" });
  const first = await ask(app, "/v2/models/odd-digits/versions/1/infer", request());
  expect(first.json).toMatchObject({ model_version: "1" });
});

const refusals: readonly (readonly [title: string, body: unknown, status: number, error: string])[] = [
  ["no object", [], 400, "it must be a JSON object, received an array of 0"],
  ["no inputs", {}, 400, "inputs must be an array of 1 tensor, received nothing"],
  ["two inputs", { inputs: [1, 2] }, 400, "inputs must be an array of 1 tensor, received an array of 2"],
  ["an input that is no object", { inputs: [3] }, 400, "inputs[0] must be an object, received 3"],
  ["a number as id", request({}, { id: 42 }), 400, "id must be a text, received 42"],
  ["another input", request({ name: "x" }), 400, 'inputs[0].name must be "inputs", received "x"'],
  [
    "another datatype",
    request({ datatype: "INT64" }),
    400,
    'inputs[0].datatype must be FP32, FP64 or UINT8, received "INT64"',
  ],
  [
    "a length that is no whole number",
    request({ shape: [1, 2.5] }),
    400,
    "inputs[0].shape[1] must be a whole number, received 2.5",
  ],
  [
    "a negative length",
    request({ shape: [-1, 4] }),
    400,
    "inputs[0].shape[0] must be a whole number of at least 0, received -1",
  ],
  [
    "no shape",
    request({ shape: [] }),
    400,
    "inputs[0].shape must start with the number of inputs, received []",
  ],
  [
    "no batch",
    request({ shape: [2, 2] }),
    400,
    "inputs[0].shape must be [N, 2, 2] or [N, 4] for the model odd-digits, received [N, 2]",
  ],
  [
    "an empty batch",
    request({ shape: [0, 4], data: [] }),
    400,
    "inputs[0] must hold at least 1 input, received 0",
  ],
  [
    "a large batch",
    request({ shape: [9, 4], data: [] }),
    413,
    "inputs[0] must hold at most 8 inputs, received 9; send them in several requests",
  ],
  [
    "no data",
    request({ data: undefined }),
    400,
    "inputs[0].data must be an array of numbers, received nothing",
  ],
  [
    "data that is no array",
    request({ data: "AAAA" }),
    400,
    'inputs[0].data must be an array of 4 numbers or of the shape [1, 2, 2], received "AAAA"',
  ],
  [
    "too few numbers",
    request({ data: [1, 2, 3] }),
    400,
    "inputs[0].data must be an array of 4 numbers or of the shape [1, 2, 2], received the shape [3]",
  ],
  [
    "ragged data",
    request({
      shape: [2, 4],
      data: [
        [1, 2, 3, 4],
        [1, 2, 3],
      ],
    }),
    400,
    "inputs[0].data[1] must be an array of 4 numbers, received an array of 3",
  ],
  [
    "a row that is none",
    request({
      shape: [2, 2, 2],
      data: [
        [
          [1, 2],
          [3, 4],
        ],
        7,
      ],
    }),
    400,
    "inputs[0].data[1] must be an array of 2 arrays, received 7",
  ],
  [
    "a text among the numbers",
    request({
      shape: [2, 2, 2],
      data: [
        [
          [1, 2],
          [3, 4],
        ],
        [
          [1, 2],
          [3, "4"],
        ],
      ],
    }),
    400,
    'inputs[0].data[1][1][1] must be a number, received "4"',
  ],
  [
    "a number beyond floats",
    request({ data: [1, 2, 1e39, 4] }),
    400,
    "inputs[0].data[2] must be finite as a 32-bit float, received Infinity",
  ],
  [
    "a byte beyond bytes",
    request({ datatype: "UINT8", data: [1, 2, 256, 4] }),
    400,
    "inputs[0].data[2] must be a whole number from 0 to 255, received 256",
  ],
  [
    "a fraction of a byte",
    request({ datatype: "UINT8", data: [0.5, 2, 3, 4] }),
    400,
    "inputs[0].data[0] must be a whole number from 0 to 255, received 0.5",
  ],
  [
    "another output",
    request({}, { outputs: [{ name: "logits" }] }),
    400,
    'outputs[0].name must be "predictions", received "logits"',
  ],
  [
    "two outputs",
    request({}, { outputs: [{ name: "predictions" }, { name: "predictions" }] }),
    400,
    "outputs must be an array of at most 1 tensor, with its name and parameters, received an array of 2",
  ],
  [
    "more classes than there are",
    request({}, { outputs: [{ name: "predictions", parameters: { classification: 4 } }] }),
    400,
    "outputs[0].parameters.classification must be at most the model's 3 classes, received 4",
  ],
  [
    "a size of bytes that are not there",
    request({ data: undefined, parameters: { binary_data_size: 16 } }),
    400,
    "the body must have 16 bytes behind its JSON, as inputs[0] says, received no bytes: the header " +
      "Inference-Header-Content-Length is missing",
  ],
];

test.each(refusals)("an inference with %s is refused with the reason", async (_, body, status, error) => {
  const app = await exampleApp({ limits: { maxBatch: 8 } });
  expect(await ask(app, infer, body)).toMatchObject({
    status,
    json: { error: `Cannot use the body: ${error}` },
  });
});

test.each([
  ["NaN", "NaN"],
  ["Infinity", "Infinity"],
  ["-Infinity", "-Infinity"],
])("%s in the JSON is refused with its position", async (value, shown) => {
  const text = `{"id": "[NaN", "inputs": [{"name": "inputs", "shape": [2, 4], "datatype": "FP32",
    "data": [[0.5, 1, 0, 0], [0, -1, ${value}, 1]]}]}`;
  expect(await ask(await exampleApp(), infer, text)).toMatchObject({
    status: 400,
    json: {
      error: `Cannot read the body: numbers must be finite, received ${shown} as inputs[0].data[1][2]`,
    },
  });
});

test("a number that JSON reads as infinity is refused with its position", async () => {
  const text = JSON.stringify(request()).replace("0.25", "1e999");
  expect(await ask(await exampleApp(), infer, text)).toMatchObject({
    status: 400,
    json: {
      error: "Cannot use the body: inputs[0].data[1] must be finite as a 32-bit float, received Infinity",
    },
  });
});

test("inputs that overflow the model are refused: an answer never holds NaN or infinity", async () => {
  const app = await exampleApp({ models: { "odd-digits": [await exampleArtifact({ weight: () => 1e30 })] } });
  expect(await ask(app, infer, request({ data: [1e30, 0, 0, 0] }))).toMatchObject({
    status: 400,
    json: {
      error:
        "Cannot predict: outputs must be finite, received Infinity as value 0 of output 0; " +
        "the inputs are too large for this model",
    },
  });
});

test("unknown models and versions are 404, broken ones 503 with a time to try again", async () => {
  const app = await exampleApp({
    models: { good: [await exampleArtifact()], bad: [new Error("weights.bin is damaged")] },
  });
  expect(await ask(app, "/v2/models/ugly/infer", request())).toMatchObject({
    status: 404,
    json: { error: 'Cannot find the model: it must be one that is served, received "ugly"' },
  });
  expect(await ask(app, "/v2/models/good/versions/7/infer", request())).toMatchObject({
    status: 404,
    json: {
      error: 'Cannot find the model good: the version must be one that is served, received "7"',
    },
  });
  const bad = await ask(app, "/v2/models/bad/infer", request());
  expect(bad).toMatchObject({
    status: 503,
    json: {
      error: "Cannot use version 1 of the model bad: it must be fit to serve, but weights.bin is damaged",
    },
  });
  expect(bad.headers.get("Retry-After")).toBe("5");
});

test.each([
  ["application/json", 200],
  ["application/json; charset=UTF-8", 200],
  ["application/x-www-form-urlencoded", 200],
  ["application/json; charset=utf-16", 415],
  ["image/png", 415],
  ["application/octet-stream", 415],
])("a body of the type %s gets %i", async (type, status) => {
  const { status: received } = await ask(await exampleApp(), infer, request(), { "Content-Type": type });
  expect(received).toBe(status);
});
