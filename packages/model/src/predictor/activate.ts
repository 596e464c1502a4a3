import type { Activation } from "./dense-plan.ts";

/**
 * Applies an activation to the sums of a layer, in place.
 *
 * @param activation What to apply.
 * @param values Where the sums lie.
 * @param start The first of them.
 * @param count How many there are.
 */
export function activate(activation: Activation, values: Float32Array, start: number, count: number): void {
  if (activation === "softmax") applySoftmax(values, start, count);
  for (let index = start; index < start + count; index++) {
    const value = values[index] ?? 0;
    if (activation === "relu") values[index] = Math.max(value, 0);
    else if (activation === "tanh") values[index] = Math.tanh(value);
    else if (activation === "sigmoid") values[index] = 1 / (1 + Math.exp(-value));
  }
}

/** `exp(x - max x) / sum exp(x - max x)`: the largest term is 1, so nothing overflows. */
function applySoftmax(values: Float32Array, start: number, count: number): void {
  const end = start + count;
  let largest = Number.NEGATIVE_INFINITY;
  for (let index = start; index < end; index++) largest = Math.max(largest, values[index] ?? 0);
  let total = 0;
  for (let index = start; index < end; index++) {
    const term = Math.exp((values[index] ?? 0) - largest);
    values[index] = term;
    total += term;
  }
  for (let index = start; index < end; index++) values[index] = (values[index] ?? 0) / total;
}
