import process from "node:process";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { jpegFixtures } from "./pictures/testing/jpeg-fixtures.ts";
import { smallJpeg, smallPicture } from "./testing/digit-picture.ts";
import { type FuzzedApp, fuzzedApp } from "./testing/fuzzed-app.ts";

/** How many times as many inputs as usual; those of malformed-requests.test.ts included, usual are 100,000. */
const scale = Number(process.env["PROJ_FUZZ_SCALE"] ?? 1);
/** Milliseconds for each kind of input, on a machine that is shared. */
const timeout = 120_000 * Math.max(1, scale);
const serving = "/v1/models/odd-digits";
const json = { "Content-Type": "application/json" };
let app: FuzzedApp;

beforeAll(async () => {
  app = await fuzzedApp();
});

afterAll(() => app.checkAll());

const pathTo = fc.constantFrom(
  "/v2/models/odd-digits/infer",
  "/v2/models/odd-digits/versions/1/infer",
  `${serving}:predict`,
  `${serving}:classify`,
  "/predict",
);

const headers = fc.record(
  {
    "Content-Type": fc.constantFrom(
      "application/json",
      "application/octet-stream",
      "application/x-www-form-urlencoded",
      "image/png",
      "application/json;charset=;;",
      "a/b/c",
    ),
    "Content-Encoding": fc.constantFrom("identity", "gzip", "deflate", "br", "gzip, gzip"),
    "Inference-Header-Content-Length": fc.oneof(fc.nat(200).map(String), fc.constantFrom("-1", "1e3", "NaN")),
    "Content-Length": fc.nat(20_000).map(String),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Record<string, string>>;

const png = Buffer.from(smallPicture([0, 255, 9, 0]));
const tensor = { name: "inputs", shape: [1, 2, 2], datatype: "FP32", data: [0, 1, 2, 3] };
const outputs = [{ name: "predictions", parameters: { classification: 2, binary_data: true } }];
const good: readonly string[] = [
  { id: "1", inputs: [tensor], outputs },
  { inputs: [{ ...tensor, datatype: "UINT8", data: null, parameters: { binary_data_size: 4 } }] },
  { instances: [[0, 1, 2, 3]] },
  { instances: [{ inputs: { b64: png.toString("base64") } }] },
  { inputs: { inputs: [[0, 1, 2, 3]] }, signature_name: "serving_bytes" },
  { examples: [{ inputs: [1, 2, 3, 4] }], context: {} },
  {
    pixels: [
      [0, 255],
      [1, 2],
    ],
  },
  { png: png.toString("base64") },
].map((body) => JSON.stringify(body));

/** Words that go where they do not belong. */
const splinters = [
  "NaN",
  "-Infinity",
  "1e999",
  "null",
  "[",
  "{",
  '"',
  ",",
  "\\",
  "\u0000",
  "-",
  "[[[]]]",
  '"__proto__":1,',
  "1e39",
];

/** A good body with some pieces cut out and some put in. */
const nearlyGood = fc
  .tuple(
    fc.constantFrom(...good),
    fc.array(fc.tuple(fc.nat(300), fc.nat(8), fc.constantFrom("", ...splinters)), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([text, edits]) =>
    edits.reduce((edited, [at, cut, word]) => {
      const place = at % (edited.length + 1);
      return edited.slice(0, place) + word + edited.slice(place + cut);
    }, text),
  );

const pictures = [png, Buffer.from(smallJpeg([0, 255, 9, 0])), jpegFixtures.progressive, jpegFixtures.cmyk];

/** A picture with some bytes changed, cut off or repeated. */
const nearlyPicture = fc
  .tuple(
    fc.constantFrom(...pictures),
    fc.array(fc.tuple(fc.nat(1000), fc.nat(255)), { maxLength: 4 }),
    fc.nat(1000),
  )
  .map(([picture, edits, length]) => {
    const bytes = new Uint8Array(picture);
    for (const [at, byte] of edits) bytes[at % bytes.length] = byte;
    return length % 3 === 0 ? bytes.subarray(0, length % bytes.length) : bytes;
  });

/** JSON of the right keys, with anything under them. */
const anythingInside = fc
  .dictionary(
    fc.constantFrom(
      "inputs",
      "outputs",
      "id",
      "parameters",
      "instances",
      "examples",
      "signature_name",
      "pixels",
      "png",
      "jpeg",
    ),
    fc.oneof(
      fc.jsonValue({ maxDepth: 4 }),
      fc.array(
        fc.dictionary(
          fc.constantFrom("name", "shape", "datatype", "data", "b64", "parameters"),
          fc.jsonValue(),
        ),
      ),
    ),
  )
  .map((value) => JSON.stringify(value));

test("no body of random JSON, bytes or text, and no headers, make the service fail", {
  timeout,
}, async () => {
  const body = fc.oneof(
    fc.json(),
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.uint8Array({ maxLength: 200 }) as fc.Arbitrary<Uint8Array<ArrayBuffer>>,
    anythingInside,
  );
  await fc.assert(
    fc.asyncProperty(
      pathTo,
      body,
      headers,
      async (path, sent, given) => void (await app.check(path, sent, given)),
    ),
    { numRuns: 15_000 * scale },
  );
});

test("no good body with a little damage makes the service fail", { timeout }, async () => {
  await fc.assert(
    fc.asyncProperty(pathTo, nearlyGood, fc.oneof(fc.constant({}), headers), async (path, sent, given) => {
      await app.check(path, sent, given);
    }),
    { numRuns: 45_000 * scale },
  );
});

test("no damaged picture makes the service fail", { timeout }, async () => {
  const type = fc.constantFrom<Record<string, string>>({}, { "Content-Type": "image/png" });
  await fc.assert(
    fc.asyncProperty(
      nearlyPicture,
      type,
      async (sent, given) => void (await app.check("/predict", sent, given)),
    ),
    { numRuns: 15_000 * scale },
  );
});

test("no address makes the service fail", { timeout }, async () => {
  const segment = fc.oneof(
    fc.constantFrom(
      "v1",
      "v2",
      "models",
      "odd-digits",
      "odd-digits:predict",
      "versions",
      "1",
      "infer",
      "ready",
      "..",
      "%00",
      "%ff",
      ":",
      "labels",
      "metadata",
      "predict",
    ),
    fc.string({ maxLength: 8 }).map(encodeURIComponent),
  );
  const method = fc.constantFrom("GET", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");
  await fc.assert(
    fc.asyncProperty(fc.array(segment, { maxLength: 6 }), method, async (segments, verb) => {
      await app.checkRequest(`/${segments.join("/")}`, { method: verb });
    }),
    { numRuns: 15_000 * scale },
  );
});

test("what the damage is done to is good: each body is taken somewhere", async () => {
  for (const body of good) {
    const isBinary = body.includes("binary_data_size");
    const sent = isBinary ? Buffer.concat([Buffer.from(body), Uint8Array.of(1, 2, 3, 4)]) : body;
    const given = isBinary ? { "Inference-Header-Content-Length": String(body.length) } : {};
    const paths = ["/v2/models/odd-digits/infer", `${serving}:predict`, `${serving}:classify`, "/predict"];
    const statuses = await Promise.all(paths.map((path) => app.check(path, sent, { ...json, ...given })));
    expect(statuses, body).toContain(200);
  }
});
