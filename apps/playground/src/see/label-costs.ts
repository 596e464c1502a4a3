import {
  categoricalCrossentropy,
  combineColumns,
  combinedLoss,
  evaluateCondition,
  type Flag,
  type Layout,
  type OneHot,
  parseLayout,
  splitLabels,
  validateCondition,
} from "@proj/core";
import type { Manifest } from "@proj/model";
import "@tensorflow/tfjs-backend-cpu";
import { tensor2d, tidy } from "@tensorflow/tfjs-core";

/** What of a model's manifest says how labels become a loss. */
export type LossManifest = Pick<Manifest, "name" | "labels" | "condition" | "classes">;

/** The labels of images as a model's training had them, and what each image costs. */
export interface LabelCosts {
  /** The names of the label tensor's columns: the classes, then the flag. */
  readonly columnNames: readonly string[];
  /** `[N, C + 1]`, row-major: the label tensor. */
  readonly labels: Float32Array;
  /** `[N]`: the loss of each image, whether its label counts or not. */
  readonly crossentropy: ArrayLike<number>;
  /** `[N]`: what is left of it where the label does not count: what training would pay for the image. */
  readonly cost: ArrayLike<number>;
}

/**
 * Combines the labels of images as the model's layout has them, and computes what each image costs by the loss that the model was
 * trained with, not reduced.
 *
 * @param manifest The model's manifest, or that part of it.
 * @param digits `[N]`: what the images show.
 * @param predictions `[N, C]`: what the model makes of them.
 * @returns The labels and the costs.
 * @throws {RangeError} Where the model did not learn one class under one condition.
 */
export function labelCosts(
  manifest: LossManifest,
  digits: Uint8Array,
  predictions: Float32Array,
): LabelCosts {
  const { layout, part, mask } = conditionalLayout(manifest);
  const labels = combineColumns(layout, { [part]: digits, [mask]: counts(manifest, part, digits) });
  // Their names are the model's, where types cannot follow them; combinedLoss checks the kinds.
  const named = layout as unknown as Layout<{ readonly label: OneHot; readonly counts: Flag }>;
  const losses = { [part]: { loss: categoricalCrossentropy, mask } } as unknown as {
    readonly label: { readonly loss: typeof categoricalCrossentropy; readonly mask: "counts" };
  };
  const loss = combinedLoss(named, losses, { reduction: "none" });
  const values = { crossentropy: new Float32Array(0), cost: new Float32Array(0) };
  tidy(() => {
    const labelTensor = tensor2d(labels, [digits.length, layout.width]);
    const predicted = tensor2d(predictions, [digits.length, manifest.classes.length]);
    const oneHot = Reflect.get(splitLabels(named, labelTensor), part);
    values.crossentropy = Float32Array.from(categoricalCrossentropy(oneHot, predicted).dataSync());
    values.cost = Float32Array.from(loss(labelTensor, predicted).dataSync());
  });
  return { columnNames: [...manifest.classes.map(({ name }) => name), mask], labels, ...values };
}

interface ConditionalLayout {
  readonly layout: Layout;
  /** The part that holds the class, and the flag that says whether it counts. */
  readonly part: string;
  readonly mask: string;
}

function conditionalLayout({ name, labels }: LossManifest): ConditionalLayout {
  const layout = parseLayout(labels.layout);
  const [learned, ...others] = labels.learned;
  const [mask, ...masks] = learned?.mask ?? [];
  const kinds = Object.values(layout.parts).map(({ kind }) => kind);
  const isConditional = others.length === 0 && masks.length === 0 && kinds.join(" ") === "oneHot flag";
  if (isConditional && learned?.loss === "categoricalCrossentropy" && mask !== undefined) {
    return { layout, part: learned.part, mask };
  }
  throw new RangeError(
    `Cannot show the labels of the model ${name}: it must have learned one class under one condition, received parts of the kinds ${kinds.join(", ")}`,
  );
}

/** Whether each label counts, by the condition that the model was trained under. */
function counts({ condition, classes }: LossManifest, part: string, digits: Uint8Array): boolean[] {
  const checked = validateCondition(condition, [part]);
  const live = classes.map(({ label }) => evaluateCondition(checked, { [part]: label }));
  return Array.from(digits, (digit) => live[digit] ?? false);
}
