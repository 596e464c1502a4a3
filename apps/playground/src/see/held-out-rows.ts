import { argMax } from "@proj/model";
import type { HeldOut } from "../worker/messages.ts";
import type { LabelCosts } from "./label-costs.ts";

/** One image that training never sees, its label, and what the model makes of it. */
export interface HeldOutRow {
  /** Its number among the images, from 0. */
  readonly index: number;
  readonly label: number;
  /** Whether its label counts under the model's condition. */
  readonly isLive: boolean;
  readonly predicted: number;
  /** The probability of what is predicted. */
  readonly probability: number;
  readonly isRight: boolean;
  /** Its loss before the mask, and after. */
  readonly crossentropy: number;
  readonly cost: number;
}

/**
 * Puts together what is known of each image.
 *
 * @param heldOut The images.
 * @param predictions `[N, 10]`.
 * @param costs What each of them costs.
 */
export function heldOutRows(
  { labels, count }: HeldOut,
  predictions: Float32Array,
  costs: LabelCosts,
): readonly HeldOutRow[] {
  const classes = predictions.length / count;
  const width = costs.columnNames.length;
  const predicted = argMax(predictions, classes);
  return Array.from({ length: count }, (_, index) => {
    const label = labels[index] ?? 0;
    const found = predicted[index] ?? 0;
    return {
      index,
      label,
      isLive: costs.labels[(index + 1) * width - 1] === 1,
      predicted: found,
      probability: predictions[index * classes + found] ?? 0,
      isRight: found === label,
      crossentropy: costs.crossentropy[index] ?? 0,
      cost: costs.cost[index] ?? 0,
    };
  });
}
