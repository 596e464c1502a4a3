import { type Artifact, type ArtifactContents, createArtifact, encodeLayersModel } from "@proj/model";

/** What an example is to be; the rest is the same in all. */
export interface ExampleOptions {
  /** The values of one input: 4 unless told otherwise. */
  readonly inputSize?: number;
  /** `softplus` is none of the dense path's, and so wants TensorFlow.js. */
  readonly activation?: "linear" | "softplus";
}

/** The classes of every example. */
const classes = 2;

/**
 * An artifact whose predictions tell which one it is: each is `value`, for any input, and the manifest's name is `value` as
 * text. With `softplus` they are `ln(1 + e^value)`.
 */
export function exampleArtifact(value: number, options: ExampleOptions = {}): Promise<Artifact> {
  const { inputSize = 4, activation = "linear" } = options;
  const config = {
    name: "scores",
    batch_input_shape: [null, inputSize],
    units: classes,
    activation,
    use_bias: true,
  };
  const layers = [{ class_name: "Dense", config }];
  const files = encodeLayersModel({
    modelTopology: { class_name: "Sequential", config: { name: "example", layers } },
    weightSpecs: [
      { name: "scores/kernel", shape: [inputSize, classes], dtype: "float32" },
      { name: "scores/bias", shape: [classes], dtype: "float32" },
    ],
    weightData: [new Float32Array(inputSize * classes).buffer, new Float32Array(classes).fill(value).buffer],
  });
  return createArtifact({ manifest: exampleManifest(String(value), inputSize), ...files });
}

function exampleManifest(name: string, inputSize: number): ArtifactContents["manifest"] {
  return {
    name,
    input: { shape: [inputSize], scale: 1 / 255 },
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
    classes: [
      { label: 0, part: "digit", name: "0", supervised: false, samples: 0 },
      { label: 1, part: "digit", name: "1", supervised: true, samples: 100 },
    ],
    dataset: {
      name: "bundled-digits",
      sha256: "0123456789abcdef".repeat(4),
      trainCount: 300,
      heldOutCount: 30,
    },
    training: {
      seed: 1,
      epochs: 1,
      batchSize: 128,
      learningRate: 0.001,
      optimizer: { name: "adam" },
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
