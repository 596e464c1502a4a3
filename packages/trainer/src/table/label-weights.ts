import type { Layout, Part } from "@proj/core";
import { labelsPerRow } from "./label-parts.ts";
import type { LearnedTablePart } from "./table-task.ts";

/**
 * How much each label of a part counts: the product of its masks, its own presence among them.
 *
 * @param layout The layout.
 * @param learned The part.
 * @param labels `[N * L]` combined labels.
 * @returns `[N * K]` weights, `K` the number of the part's labels: 1 of classes.
 */
export function labelWeights(
  layout: Layout,
  { name, part, mask }: LearnedTablePart,
  labels: Float32Array,
): Float64Array {
  const size = labelsPerRow(part);
  const masks = Object.entries<Part>(layout.parts)
    .filter(([other, { kind, ...rest }]) => {
      return mask.includes(other) || (kind === "presence" && "of" in rest && rest.of === name);
    })
    .map(([, each]) => each);
  const rows = labels.length / layout.width;
  const weights = new Float64Array(rows * size);
  for (let row = 0; row < rows; row++) {
    for (let label = 0; label < size; label++) {
      let weight = 1;
      for (const { offset, width } of masks) {
        weight *= labels[row * layout.width + offset + (width > 1 ? label : 0)] ?? 0;
      }
      weights[row * size + label] = weight;
    }
  }
  return weights;
}
