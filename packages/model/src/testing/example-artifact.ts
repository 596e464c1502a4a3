import { type Artifact, type ArtifactContents, createArtifact } from "../artifact.ts";
import { encodeLayersModel, type LayersModelFiles } from "../encode-layers-model.ts";

/** What an example is to be; the rest is the same in all. */
export interface ExampleOptions {
  readonly name?: string;
  readonly inputShape?: readonly number[];
  readonly classes?: number;
  /** Every weight of the kernel, `[inputs, classes]` row-major; the bias is 0. */
  readonly weight?: (index: number) => number;
}

/** The manifest of a model that was trained on odd digits below `classes`. */
export function exampleManifest(options: ExampleOptions = {}): ArtifactContents["manifest"] {
  const { name = "odd-digits", inputShape = [2, 2], classes = 3 } = options;
  return {
    name,
    input: { shape: inputShape, scale: 1 / 255 },
    labels: {
      layout: {
        width: classes + 1,
        parts: {
          digit: { kind: "oneHot", classes, offset: 0, width: classes },
          isOdd: { kind: "flag", offset: classes, width: 1 },
        },
      },
      learned: [{ part: "digit", loss: "categoricalCrossentropy", mask: ["isOdd"], weight: 1 }],
    },
    condition: { text: "odd", expression: { kind: "name", name: "odd" } },
    classes: Array.from({ length: classes }, (_, label) => ({
      label,
      part: "digit",
      name: String(label),
      supervised: label % 2 === 1,
      samples: label % 2 === 1 ? 100 : 0,
    })),
    dataset: {
      name: "bundled-digits",
      sha256: "0123456789abcdef".repeat(4),
      trainCount: 300,
      heldOutCount: 30,
    },
    training: {
      seed: 1,
      epochs: 2,
      batchSize: 128,
      learningRate: 0.001,
      optimizer: { name: "adam", beta1: 0.9, beta2: 0.999 },
      reduction: "sumOverBatchSize",
      pooling: "sumOfParts",
      hiddenUnits: [],
      dropout: 0,
    },
    metrics: {
      epochs: [
        { epoch: 1, loss: 0.5 },
        { epoch: 2, loss: 0.25 },
      ],
      lossCurve: [{ step: 1, loss: 1.5 }],
    },
    backend: { name: "webgpu", adapter: "SwiftShader", runtime: "node" },
    versions: { "@proj/model": "0.1.0", "@tensorflow/tfjs-core": "4.22.0" },
  };
}

/** The files of a model of one softmax layer. */
export function exampleFiles(options: ExampleOptions = {}): LayersModelFiles {
  const { inputShape = [2, 2], classes = 3, weight = (index: number) => index } = options;
  const inputs = inputShape.reduce((product, length) => product * length, 1);
  const kernel = Float32Array.from({ length: inputs * classes }, (_, index) => weight(index));
  const layers = [
    {
      class_name: "Flatten",
      config: { name: "flatten", batch_input_shape: [null, ...inputShape], dtype: "float32" },
    },
    {
      class_name: "Dense",
      config: { name: "scores", units: classes, activation: "softmax", use_bias: true },
    },
  ];
  return encodeLayersModel({
    modelTopology: { class_name: "Sequential", config: { name: "example", layers } },
    weightSpecs: [
      { name: "scores/kernel", shape: [inputs, classes], dtype: "float32" },
      { name: "scores/bias", shape: [classes], dtype: "float32" },
    ],
    weightData: [kernel.buffer, new Float32Array(classes).buffer],
  });
}

/** A whole artifact: a softmax layer over a 2x2 picture and three classes unless told otherwise. */
export function exampleArtifact(options: ExampleOptions = {}): Promise<Artifact> {
  return createArtifact({ manifest: exampleManifest(options), ...exampleFiles(options) });
}
