import { Buffer } from "node:buffer";
import { describe, expect, test } from "vitest";
import { ask } from "../testing/ask.ts";
import { pictureBomb, smallPicture } from "../testing/digit-picture.ts";
import { exampleApp } from "../testing/example-app.ts";
import { exampleArtifact } from "../testing/example-model.ts";

const model = "/v1/models/odd-digits";
const predict = `${model}:predict`;
const classify = `${model}:classify`;

/** A picture as the protocol writes bytes. */
function b64(bytes: Uint8Array): { b64: string } {
  return { b64: Buffer.from(bytes).toString("base64") };
}

describe("status", () => {
  test("each version has its state, and its number is a text", async () => {
    const app = await exampleApp({
      models: { "odd-digits": [await exampleArtifact(), new Error("weights.bin is damaged")] },
    });
    const ok = { error_code: "OK", error_message: "" };
    const broken = {
      version: "2",
      state: "END",
      status: { error_code: "UNKNOWN", error_message: "weights.bin is damaged" },
    };
    expect(await ask(app, model)).toMatchObject({
      status: 200,
      json: { model_version_status: [broken, { version: "1", state: "START", status: ok }] },
    });
    await ask(app, `${model}/versions/1:predict`, { instances: [[0, 0, 0, 0]] });
    expect((await ask(app, `${model}/versions/1`)).json).toEqual({
      model_version_status: [{ version: "1", state: "AVAILABLE", status: ok }],
    });
    expect((await ask(app, `${model}/versions/2`)).json).toEqual({ model_version_status: [broken] });
  });

  test.each([
    ["/v1/models/x", 'Cannot find the model: it must be one that is served, received "x"'],
    [
      `${model}/versions/3`,
      'Cannot find the model odd-digits: the version must be one that is served, received "3"',
    ],
    [
      `${model}/labels/stable`,
      'Cannot find the label of the model odd-digits: its versions have numbers and no labels, received "stable"',
    ],
  ])("%s is 404", async (path, error) => {
    expect(await ask(await exampleApp(), path)).toMatchObject({ status: 404, json: { error } });
  });
});

test("the metadata describe both signatures, with sizes as texts, and the classes", async () => {
  const app = await exampleApp();
  const tensor = (name: string, dtype: string, sizes: readonly string[]) => ({
    dtype,
    tensor_shape: { dim: sizes.map((size) => ({ size, name: "" })), unknown_rank: false },
    name,
  });
  const signature = (dtype: string) => ({
    inputs: { inputs: tensor("inputs", dtype, ["-1", "2", "2"]) },
    outputs: { predictions: tensor("predictions", "DT_FLOAT", ["-1", "3"]) },
    method_name: "tensorflow/serving/predict",
  });
  const { status, json } = await ask(app, `${model}/metadata`);
  expect(status).toBe(200);
  expect(json).toEqual({
    model_spec: { name: "odd-digits", signature_name: "", version: "1" },
    metadata: {
      signature_def: {
        signature_def: { serving_default: signature("DT_FLOAT"), serving_bytes: signature("DT_UINT8") },
      },
      classes: [
        { part: "digit", name: "0", supervised: false, samples: "0" },
        { part: "digit", name: "1", supervised: true, samples: "100" },
        { part: "digit", name: "2", supervised: false, samples: "0" },
      ],
    },
  });
  expect((await ask(app, `${model}/versions/1/metadata`)).json).toEqual(json);
});

describe(":predict", () => {
  test.each([
    [
      "rows",
      {
        instances: [
          [0, 0.5, 1, 0],
          [0.25, 0, 0, 1],
        ],
      },
      "predictions",
    ],
    [
      "rows of the model's shape",
      {
        instances: [
          [
            [0, 0.5],
            [1, 0],
          ],
          [
            [0.25, 0],
            [0, 1],
          ],
        ],
      },
      "predictions",
    ],
    ["named rows", { instances: [{ inputs: [0, 0.5, 1, 0] }, { inputs: [0.25, 0, 0, 1] }] }, "predictions"],
    [
      "a column",
      {
        inputs: [
          [0, 0.5, 1, 0],
          [0.25, 0, 0, 1],
        ],
      },
      "outputs",
    ],
    [
      "a named column",
      {
        inputs: {
          inputs: [
            [0, 0.5, 1, 0],
            [0.25, 0, 0, 1],
          ],
        },
      },
      "outputs",
    ],
    [
      "the default signature by its name",
      {
        signature_name: "serving_default",
        instances: [
          [0, 0.5, 1, 0],
          [0.25, 0, 0, 1],
        ],
      },
      "predictions",
    ],
    [
      "null for what is left out",
      {
        inputs: null,
        instances: [
          [0, 0.5, 1, 0],
          [0.25, 0, 0, 1],
        ],
      },
      "predictions",
    ],
  ])("%s are answered one by one", async (_, body, key) => {
    const { status, json } = await ask(await exampleApp(), predict, body);
    expect(status).toBe(200);
    expect(json).toEqual({
      [key]: [
        [0, 0.5, 1],
        [0.25, 0, 0],
      ],
    });
  });

  test("rows of a model that takes one number may be numbers", async () => {
    const app = await exampleApp({
      models: { "odd-digits": [await exampleArtifact({ inputShape: [1], classes: 1 })] },
    });
    expect((await ask(app, predict, { instances: [1, 2, 5] })).json).toEqual({
      predictions: [[1], [2], [5]],
    });
  });

  test("bytes have a signature of their own, and are scaled as in training", async () => {
    const body = { signature_name: "serving_bytes", instances: [[255, 51, 0, 0]] };
    expect((await ask(await exampleApp(), predict, body)).json).toEqual({
      predictions: [[1, Math.fround(51 / 255), 0]],
    });
  });

  test("pictures come as PNG in base64, bare or named", async () => {
    const app = await exampleApp();
    const [first, second] = [b64(smallPicture([255, 0, 0, 0])), b64(smallPicture([0, 51, 255, 0]))];
    const predictions = [
      [1, 0, 0],
      [0, Math.fround(51 / 255), 1],
    ];
    expect((await ask(app, predict, { instances: [first, second] })).json).toEqual({ predictions });
    const named = { instances: [{ inputs: first }, { inputs: second }] };
    expect((await ask(app, predict, named)).json).toEqual({ predictions });
    expect((await ask(app, predict, { inputs: [first, second] })).json).toEqual({ outputs: predictions });
  });

  test("a header tells which classes the model never learned", async () => {
    const body = { instances: [[0, 0, 0, 0]] };
    expect((await ask(await exampleApp(), predict, body)).headers.get("X-Model-Remark")).toBe(
      "The model never learned 0, 2: shown one of these, it names another class, however sure it looks.",
    );
    const learned = await exampleApp({
      models: { "odd-digits": [await exampleArtifact({ supervised: () => true })] },
    });
    expect((await ask(learned, predict, body)).headers.get("X-Model-Remark")).toBeNull();
  });

  test("versions are chosen by the address", async () => {
    const doubled = await exampleArtifact({ weight: (index) => (index === 0 ? 2 : 0) });
    const app = await exampleApp({ models: { "odd-digits": [await exampleArtifact(), doubled] } });
    const body = { instances: [[1, 1, 1, 1]] };
    expect((await ask(app, predict, body)).json).toEqual({ predictions: [[2, 0, 0]] });
    const first = await ask(app, `${model}/versions/1:predict`, body);
    expect(first.json).toEqual({ predictions: [[1, 1, 1]] });
    expect((await ask(app, `${model}/versions/3:predict`, body)).status).toBe(404);
  });
});

describe(":classify", () => {
  test("each example gets its classes with their scores, under the key that the server sends", async () => {
    const body = { examples: [{ inputs: [0, 0.5, 1, 0] }, { inputs: b64(smallPicture([0, 255, 0, 0])) }] };
    expect(await ask(await exampleApp(), classify, { examples: [body.examples[0]] })).toMatchObject({
      status: 200,
      json: {
        results: [
          [
            ["0", 0],
            ["1", 0.5],
            ["2", 1],
          ],
        ],
      },
    });
    expect(
      (await ask(await exampleApp(), classify, { examples: [body.examples[1]], context: {} })).json,
    ).toEqual({
      results: [
        [
          ["0", 0],
          ["1", 1],
          ["2", 0],
        ],
      ],
    });
  });

  test("a context is refused: there is nothing that it could add", async () => {
    const body = { context: { inputs: [1] }, examples: [{ inputs: [0, 0, 0, 0] }] };
    expect(await ask(await exampleApp(), classify, body)).toMatchObject({
      status: 400,
      json: {
        error:
          "Cannot use the body: context must be an empty object: a model has one input, and examples hold it, " +
          "received an object",
      },
    });
  });

  test("examples must be there", async () => {
    expect(await ask(await exampleApp(), classify, {})).toMatchObject({
      status: 400,
      json: { error: "Cannot use the body: examples must be an array of inputs, received nothing" },
    });
  });
});

const row = [0, 0, 0, 0];
const refusals: readonly (readonly [title: string, body: unknown, status: number, error: string])[] = [
  ["no object", "3", 400, "it must be a JSON object, received 3"],
  ["neither rows nor a column", {}, 400, "it must have either instances or inputs, received neither"],
  [
    "both",
    { instances: [row], inputs: [row] },
    400,
    "it must have either instances or inputs, received both",
  ],
  [
    "no list",
    { instances: { inputs: row } },
    400,
    "instances must be an array of inputs, received an object",
  ],
  ["an empty list", { instances: [] }, 400, "instances must hold at least 1 input, received 0"],
  [
    "a long list",
    { instances: Array.from({ length: 9 }, () => row) },
    413,
    "instances must hold at most 8 inputs, received 9; send them in several requests",
  ],
  [
    "another column",
    { inputs: { x: [row] } },
    400,
    "inputs.inputs must be an array of inputs, received nothing",
  ],
  [
    "an unknown signature",
    { signature_name: "x", instances: [row] },
    400,
    'signature_name must be "serving_default" or "serving_bytes", received "x"',
  ],
  [
    "a signature that is no text",
    { signature_name: 1, instances: [row] },
    400,
    "signature_name must be a text, received 1",
  ],
  [
    "a text",
    { instances: ["abc"] },
    400,
    'instances[0] must be an array of numbers, or {"b64": "..."} with a PNG or JPEG picture, received "abc"',
  ],
  [
    "rows of another length",
    { instances: [[1, 2, 3]] },
    400,
    "instances must be [N, 2, 2] or [N, 4] for the model odd-digits, received [N, 3]",
  ],
  [
    "a column of another shape",
    { inputs: { inputs: [[[1, 2, 3]]] } },
    400,
    "inputs.inputs must be [N, 2, 2] or [N, 4] for the model odd-digits, received [N, 1, 3]",
  ],
  [
    "numbers alone",
    { instances: [1, 2, 3, 4] },
    400,
    "instances must be [N, 2, 2] or [N, 4] for the model odd-digits, received [N]",
  ],
  [
    "a shorter row",
    { instances: [row, [1, 2, 3]] },
    400,
    "instances[1] must be an array of 4 numbers, received an array of 3",
  ],
  ["null", { instances: [row, [0, 1, null, 3]] }, 400, "instances[1][2] must be a number, received null"],
  [
    "a named row among bare ones",
    { instances: [row, { inputs: row }] },
    400,
    "instances[1] must be an array of 4 numbers, received an object",
  ],
  [
    "a misspelt name",
    { instances: [{ inputs: row }, { input: row }] },
    400,
    'instances[1] must have the input "inputs" instead of "input", received an object',
  ],
  [
    "a number in a named row",
    { instances: [{ inputs: [0, 0, "x", 0] }] },
    400,
    'instances[0].inputs[2] must be a number, received "x"',
  ],
  [
    "a picture among numbers",
    { instances: [row, { b64: "" }] },
    400,
    "instances[1] must be an array of 4 numbers, received an object",
  ],
  [
    "numbers among pictures",
    { instances: [b64(smallPicture([1, 255, 0, 0])), row] },
    400,
    'instances[1] must be {"b64": "..."} with a PNG or JPEG picture, as the first one is, received an array of 4',
  ],
  [
    "bytes that are no base64",
    { instances: [{ b64: "%" }] },
    400,
    'instances[0].b64 must be bytes in base64, received "%"',
  ],
];

test.each(refusals)("a prediction with %s is refused with the reason", async (_, body, status, error) => {
  const app = await exampleApp({ limits: { maxBatch: 8 } });
  const answer = await ask(app, predict, body);
  expect(answer).toMatchObject({ status, json: { error: `Cannot use the body: ${error}` } });
});

test.each([
  [
    "a GIF",
    b64(Buffer.from("GIF89a")),
    400,
    "Cannot read instances[0]: it must be a PNG or a JPEG picture, received GIF",
  ],
  [
    "nothing",
    { b64: "" },
    400,
    "Cannot read instances[0]: it must be a PNG or a JPEG picture, received nothing",
  ],
  [
    "a picture that unfolds beyond its size",
    b64(pictureBomb()),
    400,
    "Cannot read instances[0]: its pixels must inflate to 6 bytes, received more",
  ],
  [
    "an even picture",
    b64(smallPicture([9, 9, 9, 9])),
    400,
    "Cannot find a digit in the picture: its pixels must differ by 6.3 % or more of the range from black to white, received 0.0 %",
  ],
])("%s is refused with the reason", async (_, instance, status, error) => {
  expect(await ask(await exampleApp(), predict, { instances: [instance] })).toMatchObject({
    status,
    json: { error },
  });
});

test("the pixels of all pictures of a request are counted together", async () => {
  const app = await exampleApp({ limits: { maxPixels: 7 } });
  const picture = b64(smallPicture([255, 0, 0, 0]));
  expect((await ask(app, predict, { instances: [picture] })).status).toBe(200);
  expect(await ask(app, predict, { instances: [picture, picture] })).toMatchObject({
    status: 413,
    json: { error: "Cannot read instances[1]: it must have at most 3 pixels, received 2 x 2" },
  });
});

test("a picture without ink is named by its place", async () => {
  const instances = [b64(smallPicture([255, 0, 0, 0])), b64(smallPicture([9, 9, 9, 9]))];
  const { json } = await ask(await exampleApp(), predict, { instances });
  expect(json).toMatchObject({ error: expect.stringMatching(/^Cannot find a digit .*, in instances\[1\]$/) });
});

test("pictures are refused by a model that takes none", async () => {
  const app = await exampleApp({ models: { "odd-digits": [await exampleArtifact({ inputShape: [5] })] } });
  expect(await ask(app, predict, { instances: [b64(smallPicture([255, 0, 0, 0]))] })).toMatchObject({
    status: 400,
    json: { error: "Cannot use a picture: the model must take pictures, and odd-digits takes [5]" },
  });
});

test.each([
  ["NaN", '{"instances": [[0, 1, 2, 3], [0, NaN, 1, 2]]}', "NaN as instances[1][1]"],
  ["infinity", '{"inputs": {"inputs": [[0, -Infinity, 1, 2]]}}', "-Infinity as inputs.inputs[0][1]"],
])("%s, which the server itself would take, is refused with its position", async (_, text, received) => {
  expect(await ask(await exampleApp(), predict, text)).toMatchObject({
    status: 400,
    json: { error: `Cannot read the body: numbers must be finite, received ${received}` },
  });
});

test.each([
  [model, "none"],
  [`${model}:regress`, '"regress"'],
  [`${model}/versions/1`, "none"],
])("POST %s is 404: there is no such verb", async (path, received) => {
  expect(await ask(await exampleApp(), path, {})).toMatchObject({
    status: 404,
    json: {
      error: `Cannot POST ${path}: the address must end in :predict or :classify, received ${received}`,
    },
  });
});

test("a body that is no JSON by its type is 415, and curl's form type is taken", async () => {
  const app = await exampleApp();
  const body = JSON.stringify({ instances: [row] });
  const form = await ask(app, predict, body, { "Content-Type": "application/x-www-form-urlencoded" });
  expect(form.status).toBe(200);
  expect(await ask(app, predict, body, { "Content-Type": "multipart/form-data; boundary=x" })).toMatchObject({
    status: 415,
    json: {
      error: 'Cannot read the body: Content-Type must be application/json, received "multipart/form-data"',
    },
  });
});

test("a broken model is 503 with the reason, for clients that wait", async () => {
  const app = await exampleApp({ models: { "odd-digits": [new Error("weights.bin is damaged")] } });
  const answer = await ask(app, predict, { instances: [row] });
  expect(answer).toMatchObject({
    status: 503,
    json: {
      error:
        "Cannot use version 1 of the model odd-digits: it must be fit to serve, but weights.bin is damaged",
    },
  });
  expect(answer.headers.get("Retry-After")).toBe("5");
});
