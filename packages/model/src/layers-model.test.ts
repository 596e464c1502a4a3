import { describe, expect, test } from "vitest";
import { parseLayersModel, type WeightSpec, weightBytes } from "./layers-model.ts";
import { exampleFiles } from "./testing/example-artifact.ts";

const { modelJson, weights } = exampleFiles();

function modelWith(change: object): Uint8Array {
  return new TextEncoder().encode(
    JSON.stringify({ ...JSON.parse(new TextDecoder().decode(modelJson)), ...change }),
  );
}

describe("parseLayersModel", () => {
  test("returns the topology, and the weights in the order of the file", () => {
    const model = parseLayersModel(modelJson, weights, "read");
    expect(model.topology).toMatchObject({ class_name: "Sequential" });
    expect(model.weightSpecs).toEqual([
      { name: "scores/kernel", shape: [4, 3], dtype: "float32" },
      { name: "scores/bias", shape: [3], dtype: "float32" },
    ]);
  });

  test.each([
    [{ format: "graph-model" }, 'format must be "layers-model", received "graph-model"'],
    [{ modelTopology: null }, "modelTopology must be an object, received null"],
    [
      { weightsManifest: [] },
      "weightsManifest must be an array of one group of weights, received an array of 0",
    ],
    [
      { weightsManifest: [{ paths: ["../w.bin"], weights: [] }] },
      'weightsManifest[0].paths[0] must be "weights.bin", received "../w.bin"',
    ],
    [
      {
        weightsManifest: [{ paths: ["weights.bin"], weights: [{ name: "a", shape: [2], dtype: "string" }] }],
      },
      'weightsManifest[0].weights[0].dtype must be float32, int32, bool or complex64, received "string"',
    ],
    [
      {
        weightsManifest: [
          { paths: ["weights.bin"], weights: [{ name: "a", shape: [-2], dtype: "float32" }] },
        ],
      },
      "weightsManifest[0].weights[0].shape[0] must be a whole number of at least 0, received -2",
    ],
    [
      {
        weightsManifest: [{ paths: ["weights.bin"], weights: [{ name: "a", shape: [2], dtype: "float32" }] }],
      },
      "weights.bin: it must have the 8 bytes of model.json's weights, received 60",
    ],
  ])("refuses %j, naming the field", (change, message) => {
    const parse = (): unknown => parseLayersModel(modelWith(change), weights, "read the model");
    expect(parse).toThrow(message);
    expect(parse).toThrow(/^Cannot read the model: /);
    expect(parse).toThrow(expect.objectContaining({ code: "invalid-model" }));
  });

  test("refuses what is no JSON", () => {
    expect(() => parseLayersModel(new Uint8Array([0xff]), weights, "read")).toThrow(
      "model.json: it must be JSON in UTF-8",
    );
  });
});

test.each<[WeightSpec, number]>([
  [{ name: "a", shape: [3, 5], dtype: "float32" }, 3 * 5 * 4],
  [{ name: "a", shape: [], dtype: "float32" }, 4],
  [{ name: "a", shape: [7], dtype: "bool" }, 7],
  [{ name: "a", shape: [7], dtype: "complex64" }, 7 * 8],
  [{ name: "a", shape: [7], dtype: "float32", quantization: { dtype: "uint16", scale: 1, min: 0 } }, 7 * 2],
])("weightBytes of %j is %i", (spec, bytes) => {
  expect(weightBytes(spec)).toBe(bytes);
});
