import { cast, concat, reshape, Tensor, type Tensor2D, tidy } from "@tensorflow/tfjs-core";
import { describeNames, describeValue } from "../errors/describe-value.ts";
import type { Layout, Part } from "./layout.ts";
import { namedParts } from "./named-parts.ts";
import type { PartDefinitions } from "./part-definitions.ts";
import type { SplitLabels } from "./part-types.ts";
import { shapeOf } from "./slice-part.ts";

/**
 * Combines labels that are tensors already: the exact inverse of `splitLabels`, on the device.
 *
 * The numbers are taken as they are, since checking them would wait for the device; `validateLabels` checks them.
 *
 * @param layout The layout.
 * @param parts A tensor for every part: `[B, C]` for one-hot classes, `[B, K]` for several flags or values and their
 *   presences, else `[B]`; of any numeric dtype. They stay the caller's. Conditions are not computed: their flags are needed as well.
 * @returns `[B, L]` float32 labels. The caller disposes them. Gradients flow through.
 * @throws {TypeError} Where a part is missing, or no tensor of numbers.
 * @throws {RangeError} Where a shape is not that of the part, or batch sizes differ.
 *
 * @example
 * ```ts
 * import "@tensorflow/tfjs";
 * import { oneHot as toOneHot, tensor1d } from "@tensorflow/tfjs-core";
 * import { combineTensors, defineLayout, flag, oneHot } from "@proj/core";
 *
 * const layout = defineLayout({ digit: oneHot(10), isOdd: flag() });
 * const labels = combineTensors(layout, {
 *   digit: toOneHot(tensor1d([3, 4], "int32"), 10),
 *   isOdd: tensor1d([1, 0]),
 * });
 * console.log(labels.shape); // [2, 11]
 * ```
 */
export function combineTensors<Definitions extends PartDefinitions>(
  layout: Layout<Definitions>,
  parts: { readonly [Name in keyof SplitLabels<Definitions>]: Tensor },
): Tensor2D {
  const given = namedParts(layout).map(([name, part]) => ({ name, part, tensor: tensorOf(parts, name) }));
  const batch = given[0]?.tensor.shape[0];
  for (const { name, part, tensor } of given) checkShape(name, part, tensor, batch);
  const count = batch ?? 0;
  return tidy(() => {
    const columns = given.map(({ part, tensor }) => reshape(cast(tensor, "float32"), [count, part.width]));
    return concat(columns, 1) as Tensor2D;
  });
}

function tensorOf(parts: object, name: string): Tensor {
  const isRecord = typeof parts === "object" && parts !== null;
  const tensor: unknown = isRecord ? Reflect.get(parts, name) : undefined;
  const problem = `Cannot combine tensors: the part ${JSON.stringify(name)} must be a tensor`;
  if (!(tensor instanceof Tensor)) {
    const found = isRecord ? tensor : parts;
    const received =
      isRecord && found === undefined ? describeNames(Object.keys(parts)) : describeValue(found);
    throw new TypeError(`${problem}, received ${received}`);
  }
  if (tensor.dtype === "string" || tensor.dtype === "complex64") {
    throw new TypeError(`${problem} of real numbers, received ${tensor.dtype}`);
  }
  return tensor;
}

function checkShape(name: string, part: Part, { shape }: Tensor, batch: number | undefined): void {
  const expected = [batch ?? "B", ...shapeOf(part)];
  if (shape.length === expected.length && shape.every((size, axis) => size === expected[axis])) return;
  throw new RangeError(
    `Cannot combine tensors: the part ${JSON.stringify(name)} must have the shape [${expected}], received [${shape}]`,
  );
}
