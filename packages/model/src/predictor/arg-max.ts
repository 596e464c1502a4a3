/**
 * The column of the largest value in each row: the predicted class of each input.
 *
 * The first of equal values wins.
 *
 * @param probabilities `[B, C]` row-major, as `Predictor.predict` returns them.
 * @param classes The number of columns, C, at least 1.
 * @returns `[B]`, from 0 to C - 1.
 * @throws {RangeError} Where the values do not make whole rows, or a row holds NaN.
 *
 * @example
 * ```ts
 * import { argMax } from "@proj/model";
 *
 * argMax(new Float32Array([0.1, 0.9, 0.8, 0.2]), 2); // Int32Array [1, 0]
 * ```
 */
export function argMax(probabilities: Float32Array, classes: number): Int32Array {
  if (!Number.isSafeInteger(classes) || classes < 1 || probabilities.length % classes !== 0) {
    throw new RangeError(
      `Cannot find the largest: the values must be rows of classes, received ${probabilities.length} values and ${classes} classes`,
    );
  }
  const largest = new Int32Array(probabilities.length / classes);
  for (let row = 0; row < largest.length; row++) {
    let best = 0;
    let bestValue = Number.NEGATIVE_INFINITY;
    for (let column = 0; column < classes; column++) {
      const value = probabilities[row * classes + column] ?? 0;
      if (Number.isNaN(value))
        throw new RangeError(`Cannot find the largest: values must be numbers, received NaN in row ${row}`);
      if (value > bestValue) {
        best = column;
        bestValue = value;
      }
    }
    largest[row] = best;
  }
  return largest;
}
