/**
 * Cuts an order into batches.
 *
 * @param order Indices of samples, `[count]`.
 * @param batchSize Samples a batch, an integer from 1.
 * @returns Views on `order`, in turn, `[batchSize]` each; the last one is shorter where `batchSize` does not divide the
 * count. None for an empty order.
 * @throws {RangeError} If `batchSize` is not an integer from 1.
 *
 * @example
 * ```ts
 * import { batches } from "@proj/datasets";
 *
 * console.log(batches(new Uint32Array([4, 2, 0, 1, 3]), 2).map((batch) => [...batch])); // [[4, 2], [0, 1], [3]]
 * ```
 */
export function batches(order: Uint32Array, batchSize: number): Uint32Array[] {
  if (!Number.isSafeInteger(batchSize) || batchSize < 1) {
    throw new RangeError(`Cannot cut batches: batchSize must be an integer from 1, received ${batchSize}`);
  }
  return Array.from({ length: Math.ceil(order.length / batchSize) }, (_, batch) =>
    order.subarray(batch * batchSize, (batch + 1) * batchSize),
  );
}
