import type { ManifestClass } from "@proj/model";

/** What the model makes of a drawing. */
export interface Answer {
  /** Every class with its probability, in their order. */
  readonly bars: readonly {
    readonly name: string;
    readonly supervised: boolean;
    readonly probability: number;
  }[];
  /** The most probable class. */
  readonly best: { readonly name: string; readonly supervised: boolean; readonly probability: number };
}

/**
 * Puts probabilities beside the classes that they are of.
 *
 * @param classes The classes of the model's manifest.
 * @param probabilities `[C]`, of one image.
 */
export function readAnswer(classes: readonly ManifestClass[], probabilities: ArrayLike<number>): Answer {
  const bars = classes.map(({ name, supervised }, column) => ({
    name,
    supervised,
    probability: probabilities[column] ?? 0,
  }));
  const [first = { name: "", supervised: false, probability: 0 }, ...others] = bars;
  const best = others.reduce(
    (largest, each) => (each.probability > largest.probability ? each : largest),
    first,
  );
  return { bars, best };
}
