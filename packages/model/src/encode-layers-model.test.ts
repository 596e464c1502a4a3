import { describe, expect, test } from "vitest";
import { encodeLayersModel } from "./encode-layers-model.ts";

const saved = {
  modelTopology: { class_name: "Sequential" },
  weightSpecs: [{ name: "a", shape: [2], dtype: "float32" }],
  weightData: new Float32Array([1, 2]).buffer,
  generatedBy: "TensorFlow.js tfjs-layers v4.22.0",
  convertedBy: null,
  trainingConfig: { loss: "x" },
};

describe("encodeLayersModel", () => {
  test("writes the layers-model format with one weights file, and without the training configuration", () => {
    const { modelJson, weights } = encodeLayersModel(saved);
    expect(JSON.parse(new TextDecoder().decode(modelJson))).toEqual({
      modelTopology: { class_name: "Sequential" },
      format: "layers-model",
      generatedBy: "TensorFlow.js tfjs-layers v4.22.0",
      convertedBy: null,
      weightsManifest: [{ paths: ["weights.bin"], weights: saved.weightSpecs }],
    });
    expect([...new Float32Array(weights.slice().buffer)]).toEqual([1, 2]);
  });

  test("joins weights that come in several buffers, in their order", () => {
    const weightData = [new Uint8Array([1, 2]).buffer, new Uint8Array([3]).buffer];
    expect([...encodeLayersModel({ ...saved, weightData }).weights]).toEqual([1, 2, 3]);
  });

  test.each([
    [{ weightSpecs: [], weightData: [] }, "modelTopology must be a layers model's JSON, received nothing"],
    [
      { ...saved, modelTopology: new ArrayBuffer(1) },
      "modelTopology must be a layers model's JSON, received binary data",
    ],
    [{ modelTopology: {} }, "it must come with weightSpecs and weightData"],
  ])("refuses a model without topology or weights", (incomplete, message) => {
    expect(() => encodeLayersModel(incomplete)).toThrow(TypeError);
    expect(() => encodeLayersModel(incomplete)).toThrow(message);
  });
});
