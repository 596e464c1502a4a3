import * as tf from "@tensorflow/tfjs";
import { createRandom } from "./random.ts";

/**
 * Makes random inputs, the same each time.
 *
 * @param rows The number of samples.
 * @param columns The number of inputs.
 * @returns `[rows, columns]` numbers from -0.5 to 0.5. The caller disposes it.
 */
export function randomInputs(rows: number, columns: number): tf.Tensor2D {
  const random = createRandom(7);
  const numbers = Array.from({ length: rows * columns }, () => random() - 0.5);
  return tf.tensor2d(numbers, [rows, columns]);
}

/**
 * Makes a model of one dense layer for each output, side by side, with the same weights each time.
 *
 * @param inputs The number of inputs.
 * @param outputs The number of units by the layer's name; all linear.
 * @returns The model. The caller disposes it.
 */
export function sideBySide(inputs: number, outputs: Readonly<Record<string, number>>): tf.LayersModel {
  const input = tf.input({ shape: [inputs] });
  const model = tf.model({
    inputs: input,
    outputs: Object.entries(outputs).map(([name, units]) => {
      return tf.layers.dense({ units, name }).apply(input) as tf.SymbolicTensor;
    }),
  });
  seedWeights(model);
  return model;
}

/**
 * Makes a sequential model of one dense layer, with the same weights each time.
 *
 * @param inputs The number of inputs.
 * @param units The number of outputs.
 * @param activation The activation; linear if left out.
 * @returns The model. The caller disposes it.
 */
export function oneLayer(inputs: number, units: number, activation?: "softmax" | "sigmoid"): tf.Sequential {
  const layer = tf.layers.dense({ inputShape: [inputs], units, ...(activation && { activation }) });
  const model = tf.sequential({ layers: [layer] });
  seedWeights(model);
  return model;
}

/**
 * Reads all weights of a model.
 *
 * @param model The model.
 * @returns The numbers.
 */
export async function readWeights(model: tf.LayersModel): Promise<number[]> {
  const all = await Promise.all(model.getWeights().map(async (weight) => Array.from(await weight.data())));
  return all.flat();
}

function seedWeights(model: tf.LayersModel): void {
  const random = createRandom(11);
  tf.tidy(() => {
    model.setWeights(
      model.getWeights().map(({ shape, size }) => {
        return tf.tensor(
          Array.from({ length: size }, () => random() - 0.5),
          shape,
        );
      }),
    );
  });
}
