import { NumberTensor } from "../json/number-tensor.ts";

/**
 * The shape that an array of arrays has, going by the first element of each: `[[1, 2, 3], [4, 5, 6]]` is `[2, 3]`.
 *
 * @param value An array, a tensor, or anything else, whose shape is `[]`.
 * @returns The shape. Whether all elements have it is for `readNumbers` to say.
 */
export function nestedShape(value: unknown): number[] {
  const shape: number[] = [];
  let inner = value;
  while (Array.isArray(inner)) {
    shape.push(inner.length);
    inner = inner[0];
  }
  if (inner instanceof NumberTensor) shape.push(...inner.shape);
  return shape;
}
