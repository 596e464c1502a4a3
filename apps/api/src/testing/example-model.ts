import { type Artifact, type ArtifactContents, createArtifact, encodeLayersModel } from "@proj/model";

/** What an example is to be; the rest is the same in all. */
export interface ExampleOptions {
  readonly name?: string;
  readonly inputShape?: readonly number[];
  readonly classes?: number;
  /** Every weight of the kernel, `[inputs, classes]` row-major. */
  readonly weight?: (index: number) => number;
  /** The bias of every class. Default 0. */
  readonly bias?: number;
  /** `softplus` is none of the dense path's, and so wants TensorFlow.js. */
  readonly activation?: "softmax" | "linear" | "softplus";
  /** Which classes were ever supervised. Default: the odd ones. */
  readonly supervised?: (label: number) => boolean;
}

/**
 * A whole artifact: one layer over a 2x2 picture and three classes unless told otherwise. Without weights of its own, the
 * output of class `c` is the input `c` alone, scaled: what is brightest wins.
 */
export function exampleArtifact(options: ExampleOptions = {}): Promise<Artifact> {
  const { inputShape = [2, 2], classes = 3, bias = 0, activation = "linear" } = options;
  const { weight = (index) => (index % classes === Math.floor(index / classes) ? 1 : 0) } = options;
  const inputs = inputShape.reduce((product, length) => product * length, 1);
  const kernel = Float32Array.from({ length: inputs * classes }, (_, index) => weight(index));
  const first = { batch_input_shape: [null, ...inputShape], dtype: "float32" };
  const dense = { name: "scores", units: classes, activation, use_bias: true };
  // There is nothing to flatten in a list of numbers, and TensorFlow.js refuses to.
  const layers =
    inputShape.length === 1
      ? [{ class_name: "Dense", config: { ...dense, ...first } }]
      : [
          { class_name: "Flatten", config: { name: "flatten", ...first } },
          { class_name: "Dense", config: dense },
        ];
  const files = encodeLayersModel({
    modelTopology: { class_name: "Sequential", config: { name: "example", layers } },
    weightSpecs: [
      { name: "scores/kernel", shape: [inputs, classes], dtype: "float32" },
      { name: "scores/bias", shape: [classes], dtype: "float32" },
    ],
    weightData: [kernel.buffer, new Float32Array(classes).fill(bias).buffer],
  });
  return createArtifact({ manifest: exampleManifest(options), ...files });
}

function exampleManifest(options: ExampleOptions): ArtifactContents["manifest"] {
  const { name = "odd-digits", inputShape = [2, 2], classes = 3 } = options;
  const { supervised = (label: number) => label % 2 === 1 } = options;
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
      supervised: supervised(label),
      samples: supervised(label) ? 100 : 0,
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
    metrics: { epochs: [{ epoch: 1, loss: 0.5 }], lossCurve: [{ step: 1, loss: 1.5 }] },
    backend: { name: "webgpu", adapter: "SwiftShader", runtime: "node" },
    versions: { "@proj/model": "0.1.0" },
  };
}
