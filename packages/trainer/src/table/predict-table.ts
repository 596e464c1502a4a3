import * as tf from "@tensorflow/tfjs";

/** Rows that go through the model at once: enough to be fast, few enough for any device. */
const ROWS = 1024;

/**
 * Predicts rows on the current backend.
 *
 * @param model A model of `[B, D]` inputs and `[B, P]` outputs.
 * @param inputs `[N, D]` row-major.
 * @param width `D`.
 * @returns `[N * P]` predictions, row by row.
 */
export async function predictTable(
  model: tf.LayersModel,
  inputs: Float32Array,
  width: number,
): Promise<Float32Array> {
  const rows = inputs.length / width;
  const batches: Float32Array[] = [];
  for (let row = 0; row < rows; row += ROWS) {
    const count = Math.min(ROWS, rows - row);
    const batch = inputs.slice(row * width, (row + count) * width);
    const output = tf.tidy(() => model.predictOnBatch(tf.tensor2d(batch, [count, width])) as tf.Tensor);
    batches.push(Float32Array.from(await output.data()));
    output.dispose();
  }
  const predictions = new Float32Array(batches.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const batch of batches) {
    predictions.set(batch, at);
    at += batch.length;
  }
  return predictions;
}
