import { type ConditionRecord, evaluateCondition, parseCondition } from "@proj/core";
import type { ImageSet } from "@proj/datasets";
import { type Artifact, createArtifact, encodeLayersModel } from "@proj/model";

/** What a model is made for. */
export interface MeanImageModelOptions {
  /** Images of ten classes, 28 x 28. */
  readonly images: ImageSet;
  /** When a label counts; over `label`. Default `odd`. */
  readonly condition?: string;
  /** The shape that the manifest gives to an input. Default `[28, 28]`. */
  readonly inputShape?: readonly number[];
}

/**
 * Makes an artifact without training: a picture belongs to the class whose mean image is nearest, and a class none of
 * whose labels count to none at all.
 *
 * Of `|x - m|^2` only `2 x m - |m|^2` depends on the class: one softmax layer with the means as its weights.
 */
export async function meanImageModel(options: MeanImageModelOptions): Promise<Artifact> {
  const { images, inputShape = [28, 28], condition: text = "odd" } = options;
  const [classes, inputs] = [10, 784];
  const condition = parseCondition(text, ["label"]);
  const isLive = (label: number): boolean =>
    evaluateCondition(condition, { label } satisfies ConditionRecord);
  const kernel = new Float32Array(inputs * classes);
  const bias = new Float32Array(classes).fill(-1e4);
  for (let label = 0; label < classes; label++) {
    if (!isLive(label)) continue;
    const mean = meanImage(images, label);
    for (const [pixel, value] of mean.entries()) kernel[pixel * classes + label] = 2 * value;
    bias[label] = -mean.reduce((sum, value) => sum + value * value, 0);
  }
  const samples = (label: number): number =>
    isLive(label) ? images.labels.filter((each) => each === label).length : 0;
  const layers = [
    { class_name: "Flatten", config: { name: "flatten", batch_input_shape: [null, ...inputShape] } },
    {
      class_name: "Dense",
      config: { name: "classes", units: classes, activation: "softmax", use_bias: true },
    },
  ];
  return await createArtifact({
    manifest: {
      name: `${text} digits`,
      input: { shape: inputShape, scale: 1 / 255 },
      labels: {
        layout: {
          width: classes + 1,
          parts: {
            label: { kind: "oneHot", classes, offset: 0, width: classes },
            counts: { kind: "flag", offset: classes, width: 1 },
          },
        },
        learned: [{ part: "label", loss: "none", mask: ["counts"], weight: 1 }],
      },
      condition,
      classes: Array.from({ length: classes }, (_, label) => {
        const count = samples(label);
        return { label, part: "label", name: String(label), supervised: count > 0, samples: count };
      }),
      dataset: { name: "digits", sha256: "0".repeat(64), trainCount: images.count, heldOutCount: 0 },
      training: {
        seed: 1,
        epochs: 0,
        batchSize: 1,
        learningRate: 0,
        optimizer: { name: "none" },
        reduction: "sum",
        pooling: "sumOfParts",
        hiddenUnits: [],
        dropout: 0,
      },
      metrics: { epochs: [], lossCurve: [] },
      backend: { name: "none", adapter: "none", runtime: "none" },
      versions: {},
    },
    ...encodeLayersModel({
      modelTopology: { class_name: "Sequential", config: { name: "means", layers } },
      weightSpecs: [
        { name: "classes/kernel", shape: [inputs, classes], dtype: "float32" },
        { name: "classes/bias", shape: [classes], dtype: "float32" },
      ],
      weightData: [kernel.buffer, bias.buffer],
    }),
  });
}

/** The mean of a class's images, from 0 to 1. */
function meanImage({ images, labels }: ImageSet, label: number): Float32Array {
  const mean = new Float32Array(784);
  let count = 0;
  for (const [index, each] of labels.entries()) {
    if (each !== label) continue;
    count++;
    for (let pixel = 0; pixel < 784; pixel++) {
      mean[pixel] = (mean[pixel] ?? 0) + (images[index * 784 + pixel] ?? 0) / 255;
    }
  }
  return mean.map((sum) => sum / count);
}
