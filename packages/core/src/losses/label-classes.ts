import type { Tensor } from "@tensorflow/tfjs-core";
import type { Part } from "../layout/layout.ts";

/** How many classes there are, by the labels that losses of layouts are called with. */
const classesOf = new WeakMap<Tensor, number>();

/**
 * Remembers of how many classes labels are. A loss is a function of two tensors, and class indices do not show how many there
 * are; a user's own function that calls one of ours hands the labels on, and so what is remembered of them.
 *
 * @param labels The labels of a part.
 * @param part The part: a class index, or a flag, which is of 2 classes. Nothing is remembered of others.
 * @returns The labels.
 */
export function rememberClasses(labels: Tensor, part: Part): Tensor {
  if (part.kind === "classIndex") classesOf.set(labels, part.classes);
  if (part.kind === "flag") classesOf.set(labels, 2);
  return labels;
}

/**
 * Checks that predictions have a column for each class, where it is known how many there are.
 *
 * @param action What cannot be done otherwise.
 * @param labels `[B]` class indices.
 * @param predictions `[B, C]` predictions.
 * @throws {RangeError} Where they have more or fewer.
 */
export function checkClassCount(action: string, labels: Tensor, predictions: Tensor): void {
  const classes = classesOf.get(labels);
  if (classes === undefined || predictions.shape[1] === classes) return;
  throw new RangeError(
    `Cannot ${action}: ${classes} classes need predictions [B, ${classes}], received [${predictions.shape}]`,
  );
}
