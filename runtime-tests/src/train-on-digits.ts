import { categoricalCrossentropy, parseCondition } from "@proj/core";
import { batches, type Dataset, epochOrder } from "@proj/datasets";
import { type Artifact, createArtifact } from "@proj/model";
import {
  adam,
  conditionalLabels,
  conditionalLoss,
  createEagerEngine,
  imageTrainingData,
  perceptron,
  saveModel,
} from "@proj/trainer";
import * as tf from "@tensorflow/tfjs";

/** Images that are predicted at once. */
const chunkLength = 1000;

/** A model as it was trained, and as it was saved. */
export interface TrainedOnDigits {
  readonly artifact: Artifact;
  /** `[N, 10]`: what the model itself, still on the backend that trained it, makes of bytes `[N, 784]`. */
  readonly predictions: Float32Array;
}

/**
 * Trains a perceptron on the odd ones of the bundled digits for one epoch, on the current backend, and predicts with it there.
 *
 * @param dataset The digits.
 * @param images What to predict, `[N, 784]` bytes.
 * @param network The widths of the hidden layers, and the part of their units that is dropped in training.
 */
export async function trainOnDigits(
  dataset: Dataset,
  images: Uint8Array,
  network: { readonly hiddenUnits: readonly number[]; readonly dropout?: number },
): Promise<TrainedOnDigits> {
  const { train, classes } = dataset;
  const condition = parseCondition("odd", ["digit"]);
  const labels = conditionalLabels(train.labels, classes.length, "digit", condition);
  const model = perceptron({ inputShape: train.imageShape, classes: classes.length, seed: 1, ...network });
  const optimizer = adam();
  const engine = createEagerEngine({
    model,
    loss: conditionalLoss(labels, categoricalCrossentropy),
    optimizer,
    data: imageTrainingData(train, labels),
  });
  try {
    const all = batches(epochOrder({ count: train.count, seed: 1, epoch: 0 }), 128);
    const { lossSum, samples } = await engine.train(all);
    const { name: optimizerName, ...optimizerNumbers } = optimizer;
    const artifact = await createArtifact({
      manifest: {
        name: `perceptron-${network.hiddenUnits.join("-")}`,
        input: { shape: train.imageShape, scale: 1 / 255 },
        labels: {
          layout: labels.layout,
          learned: [{ part: labels.part, loss: "categoricalCrossentropy", mask: [labels.mask], weight: 1 }],
        },
        condition: { text: condition.text, expression: condition.expression },
        classes: classes.map((name, label) => {
          const count = labels.liveCounts[label] ?? 0;
          return { label, part: labels.part, name, supervised: count > 0, samples: count };
        }),
        dataset: {
          name: dataset.name,
          sha256: dataset.sha256,
          trainCount: train.count,
          heldOutCount: dataset.heldOut.count,
        },
        training: {
          seed: 1,
          epochs: 1,
          batchSize: 128,
          optimizer: { name: optimizerName, ...optimizerNumbers },
          learningRate: optimizer.learningRate,
          reduction: "sumOverBatchSize",
          pooling: "sumOfParts",
          hiddenUnits: network.hiddenUnits,
          dropout: network.dropout ?? 0,
        },
        metrics: {
          epochs: [{ epoch: 1, loss: lossSum / samples }],
          lossCurve: [{ step: all.length, loss: lossSum / samples }],
        },
        backend: { name: tf.getBackend(), adapter: "", runtime: "node" },
        versions: { tfjs: tf.version.tfjs },
      },
      ...(await saveModel(model)),
    });
    return { artifact, predictions: await predictAll(model, images, train.imageShape) };
  } finally {
    engine.dispose();
    model.dispose();
  }
}

async function predictAll(
  model: tf.LayersModel,
  images: Uint8Array,
  shape: readonly number[],
): Promise<Float32Array> {
  const size = shape.reduce((product, length) => product * length, 1);
  const parts: Float32Array[] = [];
  for (let start = 0; start < images.length; start += chunkLength * size) {
    const chunk = Float32Array.from(
      images.subarray(start, start + chunkLength * size),
      (byte) => byte * (1 / 255),
    );
    const output = tf.tidy(
      () => model.predictOnBatch(tf.tensor(chunk, [chunk.length / size, ...shape])) as tf.Tensor,
    );
    parts.push(Float32Array.from(await output.data()));
    output.dispose();
  }
  return Float32Array.from(parts.flatMap((part) => Array.from(part)));
}
