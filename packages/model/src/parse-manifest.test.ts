import { describe, expect, test } from "vitest";
import { ArtifactError } from "./artifact-error.ts";
import { parseManifest } from "./parse-manifest.ts";
import { serializeManifest } from "./serialize-manifest.ts";
import { exampleArtifact } from "./testing/example-artifact.ts";

const manifest = (await exampleArtifact()).manifest;

/** The manifest as JSON with one field set to another value, or left out. */
function withField(path: string, value: unknown): unknown {
  const json: unknown = structuredClone(manifest);
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  let parent: unknown = json;
  for (const key of keys) parent = Reflect.get(Object(parent), key);
  if (value === undefined) Reflect.deleteProperty(Object(parent), last);
  else Reflect.set(Object(parent), last, value);
  return json;
}

function errorOf(action: () => unknown): ArtifactError {
  try {
    action();
  } catch (error) {
    if (error instanceof ArtifactError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("parseManifest", () => {
  test("returns what serializeManifest wrote", () => {
    expect(parseManifest(JSON.parse(serializeManifest(manifest)))).toEqual(manifest);
  });

  test("leaves out fields that it does not know", () => {
    expect(parseManifest({ ...manifest, mood: "good" })).toEqual(manifest);
  });

  test.each([
    ["name", undefined, "name must be a text, received nothing"],
    ["name", "", 'name must be a text that is not empty, received ""'],
    ["format", "onnx", 'format must be "proj-model", received "onnx"'],
    ["formatVersion", 0, "formatVersion must be 1, received 0"],
    ["formatVersion", "2", 'formatVersion must be 1, received "2"'],
    ["input.shape", [], "input.shape must be an array of at least one size, received an array of 0"],
    ["input.shape", [28, 0], "input.shape[1] must be a whole number of at least 1, received 0"],
    ["input.shape", [28, 2.5], "input.shape[1] must be a whole number, received 2.5"],
    [
      "input.shape",
      [5000, 5000],
      "the sizes of input.shape must multiply to at most 16777216, received 25000000",
    ],
    ["input.scale", 0, "input.scale must be a finite number above 0, received 0"],
    ["input.scale", Number.NaN, "input.scale must be a finite number, received NaN"],
    ["input.scale", Number.POSITIVE_INFINITY, "input.scale must be a finite number, received Infinity"],
    ["training.seed", "x", 'training.seed must be a whole number, received "x"'],
    ["training.learningRate", -1, "training.learningRate must be a finite number of at least 0, received -1"],
    [
      "training.optimizer.beta1",
      {},
      "training.optimizer.beta1 must be a text, a finite number, true, false or null",
    ],
    ["metrics.epochs.1.loss", null, "metrics.epochs[1].loss must be a finite number, received null"],
    ["dataset.sha256", "ABC", "dataset.sha256 must be a SHA-256 of 64 lower-case hexadecimal digits"],
    [
      "labels.layout.parts.digit.kind",
      "odd",
      'parts.digit.kind must be one of the kinds "oneHot", "classIndex", "flag", "flags",',
    ],
    ["labels.layout.parts.digit.offset", 1, "labels.layout.parts.digit.offset must be 0, received 1"],
    ["labels.layout.parts.digit.width", 2, "labels.layout.parts.digit.width must be 3, received 2"],
    ["labels.layout.width", 11, "labels.layout.width must be 4, the sum of its parts, received 11"],
    [
      "labels.learned.0.part",
      "letter",
      'labels.learned[0].part must name a part of the layout, received "letter"',
    ],
    ["labels.learned.0.part", "constructor", 'must name a part of the layout, received "constructor"'],
    [
      "labels.learned.0.mask",
      ["letter"],
      'labels.learned[0].mask must name parts of the layout, received "letter"',
    ],
    ["labels.learned.0.mask", 5, "labels.learned[0].mask must be an array of names, received 5"],
    ["labels.learned", [], "labels.learned must be an array of at least one part, received an array of 0"],
    ["classes.1.part", "isOdd", 'classes[1].part must be "digit", received "isOdd"'],
    ["training.dropout", 1, "training.dropout must be a number from 0 to below 1, received 1"],
    ["classes.1.label", 7, "classes[1].label must be 1, its column in the predictions, received 7"],
    ["classes.0.supervised", true, "classes[0].supervised must be false where samples is 0, received true"],
    ["classes.1.samples", 0, "classes[1].supervised must be false where samples is 0, received true"],
    ["classes.2", undefined, "classes[2] must be an object, received nothing"],
    ["versions", [], "versions must be an object, received an array of 0"],
  ])("refuses %s = %j, naming the field and what is expected there", (path, value, message) => {
    const error = errorOf(() => parseManifest(withField(path, value)));
    expect(error.message).toContain(message);
    expect(error.message).toMatch(/^Cannot read manifest\.json: /);
    expect(error).toMatchObject({ code: "invalid-manifest", fileName: "manifest.json" });
  });

  test("refuses a class too few for the one-hot part", () => {
    const classes = manifest.classes.slice(0, 2);
    const error = errorOf(() => parseManifest({ ...manifest, classes }));
    expect(error.message).toContain(
      "classes must have one entry for each of the 3 outputs of digit, received an array of 2",
    );
  });

  test.each([
    [null, "null"],
    [[], "an array of 0"],
    ["x", '"x"'],
    [undefined, "nothing"],
  ])("refuses %j", (json, shown) => {
    expect(errorOf(() => parseManifest(json)).message).toBe(
      `Cannot read manifest.json: it must be an object, received ${shown}`,
    );
  });

  test("refuses a newer format and says to update, before it looks at any other field", () => {
    const error = errorOf(() =>
      parseManifest({ format: "proj-model", formatVersion: 2, layers: "elsewhere" }),
    );
    expect(error.code).toBe("newer-format");
    expect(error.message).toBe(
      "Cannot read manifest.json: made by a newer version: the format must be at most 1, received 2; update @proj/model",
    );
  });

  test.each(["../weights.bin", "/etc/passwd", "a/b", "a\\b", "..", ".hidden", "C:x", "weights.bin\u0000"])(
    "refuses the file name %j",
    (name) => {
      const files = { ...manifest.files, [name]: { bytes: 1, sha256: "0".repeat(64) } };
      const error = errorOf(() => parseManifest({ ...manifest, files }));
      expect(error).toMatchObject({ code: "unsafe-name", fileName: "manifest.json" });
      expect(error.message).toContain(`received ${JSON.stringify(name)}`);
    },
  );

  test.each([
    { "model.json": manifest.files["model.json"] },
    { ...manifest.files, "extra.bin": { bytes: 1, sha256: "0".repeat(64) } },
  ])("refuses another set of files", (files) => {
    const error = errorOf(() => parseManifest({ ...manifest, files }));
    expect(error.code).toBe("invalid-manifest");
    expect(error.message).toContain("files must hold model.json and weights.bin and nothing else");
  });

  test("refuses an expression too deep to be walked", () => {
    let expression: unknown = true;
    for (let level = 0; level < 100_000; level++) expression = [expression];
    const error = errorOf(() => parseManifest({ ...manifest, condition: { text: "deep", expression } }));
    expect(error.message).toContain("condition.expression must have at most 500 levels");
  });
});

describe("serializeManifest", () => {
  test("gives the same text whatever the order of the keys", () => {
    expect(serializeManifest(reverseKeys(manifest))).toBe(serializeManifest(manifest));
  });

  test("writes the format's order of keys, two spaces of indent and a newline at the end", () => {
    const text = serializeManifest(manifest);
    expect(text.endsWith("}\n")).toBe(true);
    expect(text).toMatch(
      /^\{\n {2}"format": "proj-model",\n {2}"formatVersion": 1,\n {2}"name": "odd-digits",\n/,
    );
    expect(Object.keys(JSON.parse(text))).toEqual([
      "format",
      "formatVersion",
      "name",
      "input",
      "labels",
      "condition",
      "classes",
      "dataset",
      "training",
      "metrics",
      "backend",
      "versions",
      "files",
      "checksum",
    ]);
    expect(text).toContain(
      '      { "label": 1, "part": "digit", "name": "1", "supervised": true, "samples": 100 }'.slice(2),
    );
  });

  test("keeps what JSON keeps of an expression", () => {
    const expression = { b: [1, undefined], a: { c: undefined, toString: 1 } };
    const parsed = parseManifest(
      JSON.parse(serializeManifest({ ...manifest, condition: { text: "x", expression } })),
    );
    expect(parsed.condition?.expression).toEqual({ a: { toString: 1 }, b: [1, null] });
  });

  test("refuses a loss that is NaN, which JSON cannot hold", () => {
    const metrics = { ...manifest.metrics, lossCurve: [{ step: 1, loss: Number.NaN }] };
    const error = errorOf(() => serializeManifest({ ...manifest, metrics }));
    expect(error.message).toBe(
      "Cannot write manifest.json: metrics.lossCurve[0].loss must be a finite number, received NaN",
    );
  });

  test("refuses more than 4 MiB", () => {
    const lossCurve = Array.from({ length: 200_000 }, (_, step) => ({ step, loss: 0.5 }));
    const error = errorOf(() => serializeManifest({ ...manifest, metrics: { epochs: [], lossCurve } }));
    expect(error.code).toBe("too-large");
    expect(error.message).toContain("it must have at most 4194304 bytes");
  });
});

function reverseKeys<T>(value: T): T;
function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => reverseKeys(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]): [string, unknown] => [key, reverseKeys(part)]),
  );
}

test("serializeManifest keeps the order of what is said of a table, and readers get it back", () => {
  const table = { task: { losses: { up: 1, down: 2 } }, encoder: { numbers: [] } };
  const ofTable = { ...manifest, input: { ...manifest.input, table }, condition: null };
  const back = parseManifest(JSON.parse(serializeManifest(ofTable)));
  expect(JSON.stringify(back.input.table)).toBe(JSON.stringify(table));
  expect(back.condition).toBeNull();
});
