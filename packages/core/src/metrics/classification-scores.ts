import type { ConfusionMatrix } from "./confusion-matrix.ts";

/** Precision, recall and F1 of one class or of an average; `Score` is `number | null` where 0 / 0 is null. */
export interface Scores<Score extends number | null = number> {
  /** Of what was given the class, the share that is of it. */
  readonly precision: Score;
  /** Of what is of the class, the share that was given it. */
  readonly recall: Score;
  /** The harmonic mean of precision and recall. */
  readonly f1: Score;
}

/** The scores of one class. */
export interface ClassScores<Score extends number | null = number> extends Scores<Score> {
  /** The class. */
  readonly label: number;
  /** How many rows are of the class, or the sum of their weights. */
  readonly support: number;
}

/** The scores of every class, and three averages of them. */
export interface ClassificationScores<Score extends number | null = number> {
  /** The scores of each class, in the order asked for, or of the labels. */
  readonly classes: readonly ClassScores<Score>[];
  /** The mean over the classes: each counts the same. */
  readonly macro: Scores<Score>;
  /** The scores of all classes' rows taken together. */
  readonly micro: Scores<Score>;
  /** The mean over the classes, weighed by their support. */
  readonly weighted: Scores<Score>;
}

/** The rows rightly given a class, all those given it, and all those of it. */
interface Tally {
  readonly label: number;
  readonly right: number;
  readonly given: number;
  readonly support: number;
}

/**
 * Computes the scores of classes from a confusion matrix.
 *
 * @param matrix The matrix, rows true, columns predicted.
 * @param classes The classes wanted; one that does not occur has a support of 0.
 * @param zeroDivision What 0 / 0 is; null takes no part in the averages.
 * @returns The scores.
 */
export function classificationScores(
  matrix: ConfusionMatrix,
  classes: readonly number[],
  zeroDivision: number | null,
): ClassificationScores<number | null> {
  const indexOf = new Map(matrix.labels.map((label, index) => [label, index]));
  const given = matrix.labels.map(() => 0);
  for (const row of matrix.counts) {
    for (const [index, count] of row.entries()) given[index] = (given[index] ?? 0) + count;
  }
  const tallies = classes.map((label): Tally => {
    const index = indexOf.get(label) ?? -1;
    const row = matrix.counts[index] ?? [];
    return { label, right: row[index] ?? 0, given: given[index] ?? 0, support: sum(row) };
  });
  const scored = tallies.map((tally) => ({
    label: tally.label,
    ...scoresOf(tally, zeroDivision),
    support: tally.support,
  }));
  return {
    classes: scored,
    macro: averageOf(
      scored,
      scored.map(() => 1),
      zeroDivision,
    ),
    micro: scoresOf(
      {
        right: sum(tallies.map(({ right }) => right)),
        given: sum(tallies.map(({ given }) => given)),
        support: sum(tallies.map(({ support }) => support)),
      },
      zeroDivision,
    ),
    weighted: averageOf(
      scored,
      scored.map(({ support }) => support),
      zeroDivision,
    ),
  };
}

function scoresOf(
  { right, given, support }: Omit<Tally, "label">,
  zeroDivision: number | null,
): Scores<number | null> {
  return {
    precision: ratio(right, given, zeroDivision),
    recall: ratio(right, support, zeroDivision),
    // given = TP + FP and support = TP + FN, so their sum is 2 TP + FP + FN.
    f1: ratio(2 * right, given + support, zeroDivision),
  };
}

function averageOf(
  scored: readonly Scores<number | null>[],
  weights: readonly number[],
  zeroDivision: number | null,
): Scores<number | null> {
  const average = (name: keyof Scores): number | null => {
    let total = 0;
    let weightOfAll = 0;
    for (const [index, scores] of scored.entries()) {
      const score = scores[name];
      const weight = weights[index] ?? 0;
      if (score === null) continue;
      total += weight * score;
      weightOfAll += weight;
    }
    return ratio(total, weightOfAll, zeroDivision);
  };
  return { precision: average("precision"), recall: average("recall"), f1: average("f1") };
}

function ratio(part: number, whole: number, zeroDivision: number | null): number | null {
  return whole === 0 ? zeroDivision : part / whole;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
