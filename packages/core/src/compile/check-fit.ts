import { Tensor } from "@tensorflow/tfjs-core";
import { describeValue } from "../errors/describe-value.ts";
import { checkLabels } from "../layout/check-labels.ts";
import type { AnyLayout } from "../layout/layout.ts";

/**
 * Checks inputs and labels before tfjs gets them.
 *
 * @param action What the caller does, for messages.
 * @param layout The layout.
 * @param inputs A tensor, a list or a record of them: tfjs checks their shapes.
 * @param labels Should be `[B, L]` float32, with the inputs' batch size of 1 or more.
 * @throws {TypeError} Where the labels are no tensor, or not float32.
 * @throws {RangeError} Where the labels have another shape.
 */
export function checkData(
  action: string,
  layout: Pick<AnyLayout, "width">,
  inputs: unknown,
  labels: Tensor,
): void {
  checkLabels(action, layout, labels);
  const tensors: unknown[] =
    inputs instanceof Tensor || typeof inputs !== "object" || inputs === null
      ? [inputs]
      : Object.values(inputs);
  for (const input of tensors) {
    if (!(input instanceof Tensor)) {
      throw new TypeError(`Cannot ${action}: inputs must be tensors, received ${describeValue(input)}`);
    }
    if (input.shape[0] !== labels.shape[0] || labels.shape[0] === 0) {
      throw new RangeError(
        `Cannot ${action}: inputs and labels need the same batch size of 1 or more, received [${input.shape}] and [${labels.shape}]`,
      );
    }
  }
}

/**
 * Refuses weights beside the labels, which tfjs would ignore, refuse, or compute from columns that are no classes.
 *
 * @param action What the caller does, for messages.
 * @param args What a caller of plain JavaScript may have given.
 * @throws {TypeError} Where there are any.
 */
export function refuseWeights(action: string, args: object): void {
  for (const name of ["sampleWeight", "classWeight"]) {
    const weight: unknown = Reflect.get(args, name);
    if (weight !== undefined && weight !== null) {
      throw new TypeError(
        `Cannot ${action}: weights come in the labels, as a sampleWeight() part that masks another, received ${name}`,
      );
    }
  }
}
