import { Buffer } from "node:buffer";
import { deflateSync } from "node:zlib";
import { encode } from "fast-png";
import { describe, expect, test } from "vitest";
import { pngFile } from "../pictures/testing/png-file.ts";
import { ask } from "../testing/ask.ts";
import { pictureBomb, smallJpeg, smallPicture } from "../testing/digit-picture.ts";
import { exampleApp } from "../testing/example-app.ts";
import { exampleArtifact } from "../testing/example-model.ts";

const remark =
  "The model never learned 0, 2: shown one of these, it names another class, however sure it looks.";

/** The classes of an answer for these values. */
function classes(...values: readonly number[]): object[] {
  return values.map((value, label) => ({
    part: "digit",
    name: String(label),
    value,
    supervised: label === 1,
  }));
}

const second = {
  model: "odd-digits",
  version: "1",
  answer: "1",
  supervised: true,
  remark,
  classes: classes(0, 1, 0),
};

const octets = { "Content-Type": "application/octet-stream" };
const form = { "Content-Type": "application/x-www-form-urlencoded" };
const png = smallPicture([0, 255, 0, 0]);

test.each<[string, unknown, Record<string, string>]>([
  ["a PNG", png, { "Content-Type": "image/png" }],
  ["a PNG that curl calls a form", png, form],
  ["a PNG of no type", png, {}],
  ["a PNG that is called JSON", png, { "Content-Type": "application/json" }],
  ["raw bytes", Uint8Array.of(0, 255, 0, 0), octets],
  ["raw bytes that curl calls a form", Uint8Array.of(0, 255, 0, 0), form],
  ["pixels", { pixels: [0, 255, 0, 0] }, {}],
  [
    "pixels in the picture's shape",
    {
      pixels: [
        [0, 255],
        [0, 0],
      ],
    },
    {},
  ],
  ["pixels in an array", [0, 255, 0, 0], {}],
  ["JSON that curl calls a form", ' {"pixels": [0, 255, 0, 0]}\n', form],
  ["JSON of no type", "[0, 255, 0, 0]", {}],
  ["inputs as the network takes them", { inputs: [0, 1, 0, 0] }, {}],
  ["a PNG in JSON", { png: Buffer.from(png).toString("base64"), pixels: null }, {}],
])("an answer names each class, and whether it was ever supervised: %s", async (_, body, headers) => {
  const { status, json } = await ask(await exampleApp(), "/predict", body, headers);
  expect(status).toBe(200);
  expect(json).toEqual(second);
});

test("a JPEG is read as it is, and in JSON", async () => {
  const jpeg = smallJpeg([0, 255, 0, 0]);
  for (const body of [jpeg, { jpeg: Buffer.from(jpeg).toString("base64") }]) {
    const { status, json } = await ask(await exampleApp(), "/predict", body);
    expect(status).toBe(200);
    expect(json).toMatchObject({ answer: "1" });
  }
});

test("as many bytes as the model has inputs are pixels, though they begin like a JPEG, unless they end like one", async () => {
  const app = await exampleApp();
  const pixels = await ask(app, "/predict", Uint8Array.of(0xff, 0xd8, 0xff, 0), octets);
  expect(pixels.json).toMatchObject({
    classes: [{ value: 1 }, { value: Math.fround(0xd8 / 255) }, { value: 1 }],
  });
  const jpeg = await ask(app, "/predict", Uint8Array.of(0xff, 0xd8, 0xff, 0xd9), octets);
  expect(jpeg.json).toEqual({ error: "Cannot read the picture: it must have pixels, received none" });
});

test("an answer that was never supervised says that it means nothing", async () => {
  const { json } = await ask(await exampleApp(), "/predict", { pixels: [255, 0, 0, 0] });
  expect(json).toMatchObject({
    answer: "0",
    supervised: false,
    remark: `This answer means nothing: 0 is a class that the model never learned. ${remark}`,
  });
});

test("a model that learned all of its classes needs no remark", async () => {
  const app = await exampleApp({
    models: { all: [await exampleArtifact({ name: "all", supervised: () => true })] },
  });
  const { json } = await ask(app, "/predict", { pixels: [255, 0, 0, 0] });
  expect(json).toMatchObject({ answer: "0", supervised: true, remark: null });
});

test("of equal values the first class is the answer", async () => {
  const { json } = await ask(await exampleApp(), "/predict", { pixels: [0, 7, 7, 0] });
  expect(json).toMatchObject({ answer: "1" });
});

/** A digit's stroke of a size and a colour, on paper of another. */
function stroke(side: number, ink: number, paper: number): Uint8Array {
  const data = new Uint8Array(side * side).fill(paper);
  for (let y = Math.floor(side / 4); y < (side * 3) / 4; y++)
    data.fill(ink, y * side + side / 2, y * side + side / 2 + side / 10);
  return encode({ width: side, height: side, channels: 1, depth: 8, data });
}

test("a picture of any size, inverted or not, is centred as MNIST was, wherever its ink is", async () => {
  // One output: the sum of what lies in the middle four columns of 28.
  const weight = (index: number) => (Math.abs((index % 28) - 13.5) < 2 ? 1 : 0);
  const artifact = await exampleArtifact({ inputShape: [28, 28], classes: 1, weight });
  const app = await exampleApp({ models: { "odd-digits": [artifact] } });
  const sums: number[] = [];
  for (const picture of [stroke(280, 0, 255), stroke(280, 255, 0), stroke(60, 10, 200)]) {
    const { json } = await ask(app, "/predict", picture);
    sums.push((json as { classes: [{ value: number }] }).classes[0].value);
  }
  // A stroke of 20 rows, and 4 columns of it at the most; the blur at its sides costs a little.
  expect(Math.min(...sums)).toBeGreaterThan(20 * 2);
  expect(sums[1]).toBeCloseTo(sums[0] ?? 0, 4);
});

describe("the model", () => {
  test("is named where there are several, with its version where that matters", async () => {
    const artifact = await exampleArtifact();
    const app = await exampleApp({ models: { odd: [artifact, artifact], even: [artifact] } });
    const body = { pixels: [0, 255, 0, 0] };
    expect((await ask(app, "/predict?model=odd", body)).json).toMatchObject({ model: "odd", version: "2" });
    expect((await ask(app, "/predict?model=odd&version=1", body)).json).toMatchObject({ version: "1" });
    expect(await ask(app, "/predict", body)).toMatchObject({
      status: 400,
      json: { error: 'Cannot choose a model: ?model= must be one of "even", "odd", received nothing' },
    });
    expect(await ask(app, "/predict?model=x", body)).toMatchObject({
      status: 404,
      json: { error: 'Cannot find the model: it must be one that is served, received "x"' },
    });
  });

  test("must be there", async () => {
    expect(await ask(await exampleApp({ models: {} }), "/predict", png)).toMatchObject({
      status: 404,
      json: { error: "Cannot choose a model: the service must serve one, received none" },
    });
  });
});

const forms = 'it must be a PNG, a JPEG, 4 bytes, or JSON such as {"pixels": [...]}';

test.each<[string, unknown, Record<string, string>, number, string]>([
  [
    "a JPEG that is cut off",
    Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1),
    form,
    400,
    "Cannot read the picture: it is cut off: it must end with the marker EOI, received the end after 5 bytes",
  ],
  [
    "a GIF",
    "GIF89a",
    { "Content-Type": "image/gif" },
    415,
    "Cannot read the picture: it must be a PNG or a JPEG, received GIF",
  ],
  [
    "a picture that is none",
    "hello",
    { "Content-Type": "image/png" },
    415,
    "Cannot read the picture: it must be a PNG or a JPEG, received 5 bytes that are none",
  ],
  [
    "an empty picture",
    "",
    { "Content-Type": "image/png" },
    415,
    "Cannot read the picture: it must be a PNG or a JPEG, received nothing",
  ],
  [
    "bytes of another number",
    Uint8Array.of(1, 2, 3),
    octets,
    400,
    `Cannot read the body: ${forms}, received 3 bytes of something else`,
  ],
  ["nothing", "", {}, 400, `Cannot read the body: ${forms}, received 0 bytes of something else`],
  [
    "a form with files",
    "--x",
    { "Content-Type": "multipart/form-data; boundary=x" },
    415,
    `Cannot read the body: ${forms}, received the type "multipart/form-data"`,
  ],
  [
    "an empty object",
    {},
    {},
    400,
    "Cannot use the body: it must have one of pixels, inputs, png and jpeg, received none of them",
  ],
  [
    "two forms at a time",
    { pixels: [1], inputs: [1] },
    {},
    400,
    "Cannot use the body: it must have one of pixels, inputs, png and jpeg, received pixels and inputs",
  ],
  [
    "a number",
    "3",
    { "Content-Type": "application/json" },
    400,
    'Cannot use the body: it must be a JSON object such as {"pixels": [...]}, received 3',
  ],
  [
    "pixels that are a text",
    { pixels: "x" },
    {},
    400,
    'Cannot use the body: pixels must be an array of numbers, received "x"',
  ],
  [
    "too few pixels",
    { pixels: [1, 2, 3] },
    {},
    400,
    "Cannot use the body: pixels must be [2, 2] or [4] for the model odd-digits, received [3]",
  ],
  [
    "a pixel that is no byte",
    { pixels: [1, 2, 3, -1] },
    {},
    400,
    "Cannot use the body: pixels[3] must be a whole number from 0 to 255, received -1",
  ],
  [
    "NaN",
    '{"inputs": [1, NaN, 3, 4]}',
    {},
    400,
    "Cannot read the body: numbers must be finite, received NaN as inputs[1]",
  ],
  [
    "a PNG that is no base64",
    { png: 7 },
    {},
    400,
    "Cannot use the body: png must be bytes in base64, received 7",
  ],
  [
    "a picture that is cut off",
    png.subarray(0, 40),
    {},
    400,
    "Cannot read the picture: it is cut off: its last chunk must be IEND, received the end after 40 bytes",
  ],
  [
    "a picture with too many pixels for its size on disk",
    pictureBomb(),
    {},
    400,
    "Cannot read the picture: its pixels must inflate to 6 bytes, received more",
  ],
  [
    "a picture that is too large",
    new Uint8Array(
      pngFile({
        width: 65_535,
        height: 65_535,
        bitDepth: 8,
        colorType: 0,
        samples: [],
        compressed: deflateSync(""),
      }),
    ),
    {},
    413,
    "Cannot read the picture: it must have at most 4194304 pixels, received 65535 x 65535",
  ],
])("%s is refused with the reason", async (_, body, headers, status, error) => {
  expect(await ask(await exampleApp(), "/predict", body, headers)).toMatchObject({ status, json: { error } });
});

test("a model of anything but pictures takes numbers and no picture", async () => {
  const app = await exampleApp({
    models: { table: [await exampleArtifact({ name: "table", inputShape: [5] })] },
  });
  expect((await ask(app, "/predict", { inputs: [0, 1, 0, 0, 0] })).json).toMatchObject({ answer: "1" });
  expect(await ask(app, "/predict", png)).toMatchObject({
    status: 400,
    json: { error: "Cannot use a picture: the model must take pictures, and table takes [5]" },
  });
});
