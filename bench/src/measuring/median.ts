/**
 * The median of some numbers; of an even count the mean of the two in the middle.
 *
 * @param values At least one.
 * @returns The median.
 * @throws {RangeError} Where there is none.
 */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * A quantile, between two values in proportion.
 *
 * @param values At least one.
 * @param part From 0, the smallest, to 1, the largest.
 * @returns The quantile.
 * @throws {RangeError} Where there are no values.
 */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = part * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) {
    throw new RangeError("Cannot find a quantile: there must be a value, received none");
  }
  return below + (above - below) * (place - Math.floor(place));
}
