import { argMax } from "@proj/model";
import * as tf from "@tensorflow/tfjs";
import type { BatchLoss } from "../engine/batch-loss.ts";
import { checkInputs } from "../engine/check-inputs.ts";
import type { TrainingData } from "../engine/engine.ts";
import { type ClassLabels, classLabels, LIVE, MASKED, UNKNOWN } from "./class-labels.ts";
import type { ClassScores, Evaluator } from "./evaluator.ts";

/** Rows that go through the model at once: enough to be fast, few enough for any device. */
const ROWS = 1024;

/**
 * Makes the evaluator that predicts with TensorFlow.js's own operations, on whichever backend is current, and counts on the host: the
 * reference for every other one.
 *
 * @param model Any layers model with one input and one output; it stays the caller's.
 * @param loss The loss of a batch.
 * @param data The samples.
 * @returns The evaluator; the caller disposes it.
 * @throws {RangeError} Where an input is not finite.
 */
export function createEagerEvaluator(model: tf.LayersModel, loss: BatchLoss, data: TrainingData): Evaluator {
  checkInputs(data);
  const classes = classLabels(loss.definition, data);
  const predict = (): Promise<Float32Array> => predictRows(model, data);
  return {
    predict,
    score:
      classes === null
        ? null
        : async () => {
            const predictions = await predict();
            return { loss: await lossOf(loss, data, predictions), ...countClasses(classes, predictions) };
          },
    dispose: () => {},
  };
}

/** Counts how classes are named by predictions on the host. */
function countClasses(
  { classes, truths, liveness }: ClassLabels,
  predictions: Float32Array,
): Pick<ClassScores, "live" | "masked"> {
  const [masked, live] = [MASKED, LIVE].map(() =>
    Array.from({ length: classes }, () => new Array<number>(classes).fill(0)),
  ) as [number[][], number[][]];
  for (const [sample, named] of argMax(predictions, classes).entries()) {
    if (liveness[sample] === UNKNOWN) continue;
    const row = (liveness[sample] === LIVE ? live : masked)[truths[sample] ?? 0];
    if (row !== undefined) row[named] = (row[named] ?? 0) + 1;
  }
  return { live, masked };
}

async function lossOf(
  loss: BatchLoss,
  { labels, labelWidth, count }: TrainingData,
  predictions: Float32Array,
): Promise<number> {
  const cost = tf.tidy(() =>
    loss(
      tf.tensor2d(labels, [count, labelWidth]),
      tf.tensor2d(predictions, [count, predictions.length / count]),
    ).asScalar(),
  );
  const [value = Number.NaN] = await cost.data();
  cost.dispose();
  return value;
}

async function predictRows(
  model: tf.LayersModel,
  { inputs, inputShape, inputScale, count }: TrainingData,
): Promise<Float32Array> {
  const size = inputShape.reduce((product, length) => product * length, 1);
  let predictions = new Float32Array(0);
  for (let row = 0; row < count; row += ROWS) {
    const rows = Math.min(ROWS, count - row);
    const own = inputs.subarray(row * size, (row + rows) * size);
    const batch =
      own instanceof Uint8Array ? Float32Array.from(own, (byte) => byte * inputScale) : own.slice();
    const output = tf.tidy(() => model.predictOnBatch(tf.tensor(batch, [rows, ...inputShape])) as tf.Tensor);
    const numbers = await output.data();
    output.dispose();
    if (row === 0) predictions = new Float32Array((numbers.length / rows) * count);
    predictions.set(numbers, (numbers.length / rows) * row);
  }
  return predictions;
}
