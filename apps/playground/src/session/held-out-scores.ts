import { argMax, type ManifestClass } from "@proj/model";
import type { HeldOutScores } from "./session.ts";

const classCount = 10;

/**
 * Counts how right predictions are, digit by digit.
 *
 * @param predictions `[N, 10]` probabilities.
 * @param labels `[N]`: what the images are.
 * @param classes What the columns stand for, and whether each was supervised.
 * @returns The shares and counts.
 */
export function heldOutScores(
  predictions: Float32Array,
  labels: Uint8Array,
  classes: readonly Pick<ManifestClass, "supervised">[],
): HeldOutScores {
  const given = argMax(predictions, classCount);
  const confusion = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  for (const [i, label] of labels.entries()) {
    const row = confusion[label];
    const column = given[i] ?? 0;
    if (row) row[column] = (row[column] ?? 0) + 1;
  }
  const supervised = Array.from({ length: classCount }, (_, digit) => classes[digit]?.supervised ?? false);
  const counts = confusion.map((row, digit) => ({
    right: row[digit] ?? 0,
    all: row.reduce((sum, count) => sum + count, 0),
    supervised: supervised[digit] ?? false,
  }));
  return {
    accuracy: counts.map(({ right, all }) => (all === 0 ? 0 : right / all)),
    supervised,
    confusion,
    supervisedAccuracy: share(counts.filter((each) => each.supervised)),
    unsupervisedAccuracy: share(counts.filter((each) => !each.supervised)),
  };
}

function share(counts: readonly { readonly right: number; readonly all: number }[]): number | null {
  const all = counts.reduce((sum, each) => sum + each.all, 0);
  return all === 0 ? null : counts.reduce((sum, each) => sum + each.right, 0) / all;
}
