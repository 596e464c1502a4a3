import { categoricalCrossentropy, combinedLoss, defineLayout, flag, oneHot } from "@proj/core";
import type { BatchLoss } from "../engine/batch-loss.ts";
import type { TrainingData } from "../engine/engine.ts";

/**
 * Makes samples of random inputs and classes, about half of which count.
 *
 * @param options Their number, the inputs of each, the classes, whether inputs are bytes, and what decides them.
 * @returns The samples, and the loss of their classes where the sixth column says that they count.
 */
export function randomClasses(options: {
  readonly count: number;
  readonly width: number;
  readonly classes: number;
  readonly inputs: "bytes" | "floats";
  readonly seed: number;
}): { readonly data: TrainingData; readonly loss: BatchLoss } {
  const { count, width, classes } = options;
  let state = options.seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; // Numerical Recipes
    return state / 2 ** 32;
  };
  const inputs =
    options.inputs === "bytes"
      ? Uint8Array.from({ length: count * width }, () => Math.floor(random() * 256))
      : Float32Array.from({ length: count * width }, () => random() * 2 - 1);
  const labels = new Float32Array(count * (classes + 1));
  for (let row = 0; row < count; row++) {
    labels[row * (classes + 1) + Math.floor(random() * classes)] = 1;
    labels[row * (classes + 1) + classes] = random() < 0.5 ? 1 : 0;
  }
  const layout = defineLayout({ label: oneHot(classes), counts: flag() });
  return {
    data: { count, inputs, inputShape: [width], inputScale: 1 / 255, labels, labelWidth: classes + 1 },
    loss: combinedLoss(layout, { label: { loss: categoricalCrossentropy, mask: "counts" } }),
  };
}
