import type * as tf from "@tensorflow/tfjs";
import { SeededDropout } from "./seeded-dropout.ts";

/**
 * Finds the seeded dropout layers of a model, those in models and wrappers inside it too.
 *
 * @param model Any layers model.
 * @returns Each layer once, in the model's order.
 */
export function findSeededDropouts(model: tf.LayersModel): readonly SeededDropout[] {
  const found = new Set<SeededDropout>();
  const visit = (layer: tf.layers.Layer): void => {
    if (layer instanceof SeededDropout) found.add(layer);
    // Models hold `layers`, wrappers such as TimeDistributed hold one `layer`.
    const { layers, layer: wrapped } = layer as { layers?: tf.layers.Layer[]; layer?: tf.layers.Layer };
    for (const inner of layers ?? (wrapped ? [wrapped] : [])) visit(inner);
  };
  visit(model);
  return [...found];
}
