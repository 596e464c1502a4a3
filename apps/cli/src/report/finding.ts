import { formatCount, formatImages, formatPercent } from "./format-number.ts";
import { correctCount, type EvaluationReport, type SliceReport, type SplitReport } from "./report.ts";
import { capitalize, slicePhrase } from "./slice-phrase.ts";

/**
 * Says in one sentence what the numbers show: whether masked labels were learned, against the live ones.
 *
 * Held-out images are the evidence where there are any, training images otherwise. "Learned" means named
 * correctly more often than chance, which is `1 / C`.
 *
 * @example
 * ```ts
 * describeFinding(report);
 * // "Even digits cost nothing in training, so they were never learned: 0 of 4,926 held-out images are right,
 * //  against 4,954 of 5,074 (97.64 %) for odd digits."
 * ```
 */
export function describeFinding(report: EvaluationReport): string {
  const split =
    report.splits.find(({ name, count }) => name === "held-out" && count > 0) ??
    report.splits.find(({ count }) => count > 0);
  if (split === undefined)
    return "There are no images to evaluate, so the numbers say nothing about what was learned.";
  const masked = split.slices.find((slice) => !slice.live && slice.count > 0);
  const live = split.slices.find((slice) => slice.live && slice.count > 0);
  if (masked !== undefined && live !== undefined) return compare(report, split, masked, live);
  const only = masked ?? live;
  if (only === undefined)
    throw new RangeError(`Cannot describe the ${split.name} split: its slices hold no images`);
  return describeOnly(report, split, only);
}

function compare(
  report: EvaluationReport,
  split: SplitReport,
  masked: SliceReport,
  live: SliceReport,
): string {
  const maskedPhrase = slicePhrase(masked.name, report.classes);
  const livePhrase = slicePhrase(live.name, report.classes);
  const chance = 1 / report.classes.length;
  const liveLearned = (live.accuracy ?? 0) > chance;
  const maskedLearned = (masked.accuracy ?? 0) > chance;
  const right = correctCount(masked);
  const link = maskedLearned
    ? "yet they are named right more often than by chance"
    : !liveLearned
      ? `but ${livePhrase}, which did count, were not learned either`
      : right === 0
        ? "so they were never learned"
        : "so they were not learned, and are named right no more often than by chance";
  const share = right === 0 ? "" : ` (${formatPercent(masked.accuracy)})`;
  return (
    `${capitalize(maskedPhrase)} cost nothing in training, ${link}: ` +
    `${formatCount(right)} of ${formatImages(masked.count, split.name)}${share} ${isOrAre(right, masked)} right, ` +
    `against ${formatCount(correctCount(live))} of ${formatCount(live.count)} (${formatPercent(live.accuracy)}) ` +
    `for ${livePhrase}.`
  );
}

function describeOnly(report: EvaluationReport, split: SplitReport, slice: SliceReport): string {
  const right = correctCount(slice);
  return (
    `${capitalize(slicePhrase(slice.name, report.classes))} ` +
    `${slice.live ? "counted in training" : "cost nothing in training"}, and the ${split.name} images hold no others: ` +
    `${formatCount(right)} of ${formatImages(slice.count, split.name)} (${formatPercent(slice.accuracy)}) ` +
    `${isOrAre(right, slice)} right.`
  );
}

function isOrAre(right: number, { count }: SliceReport): string {
  return right === 1 || count === 1 ? "is" : "are";
}
