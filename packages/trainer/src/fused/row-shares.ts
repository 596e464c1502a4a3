import type { TrainingData } from "../engine/engine.ts";
import type { HeadTerm, LossHead } from "./loss-head.ts";

/** As in the losses of `@proj/core`: it keeps 0 / 0 at 0. */
const SMALLEST_DIVISOR = 2 ** -60;

/** The samples of a batch that count, and what the loss of each adds to the batch's. */
export interface LiveRows {
  /** Indices of samples. */
  readonly rows: Uint32Array;
  /** Where they stand in the batch. */
  readonly places: Uint32Array;
  /** For each row a number for each part, or for each label of a part where each counts for itself. */
  readonly shares: Float32Array;
}

/**
 * Works out how much each sample of the data counts: for each part the product of its masks and weights, once for all steps.
 *
 * @param head The loss.
 * @param data The data.
 * @returns A function that takes the samples of a batch and keeps those of which some label counts, each with its shares: its
 *   weights, divided as the reduction says. What the mask removes is in no list, and so is never computed.
 */
export function rowShares(head: LossHead, data: TrainingData): (batch: Uint32Array) => LiveRows {
  const { sharesPerRow: width, reduction } = head;
  const weights = weightsOf(head, data);
  const columns = shareColumns(head);
  const groups = Math.max(...columns.map(({ group }) => group)) + 1;
  const counts = (row: number): boolean => {
    for (let i = row * width; i < (row + 1) * width; i++) if (weights[i] !== 0) return true;
    return false;
  };
  return (batch) => {
    const kept = new Uint32Array(batch.length);
    let live = 0;
    for (const [place, row] of batch.entries()) if (counts(row)) kept[live++] = place;
    const places = kept.subarray(0, live);
    const rows = places.map((place) => batch[place] ?? 0);
    const divisors = new Float64Array(groups);
    for (const [column, { group }] of columns.entries()) {
      let divisor = reduction === "sumOverBatchSize" ? batch.length : 0;
      if (reduction === "meanWithSampleWeight" || reduction === "sumByNonzeroWeights") {
        for (const row of rows) {
          const own = weights[row * width + column] ?? 0;
          divisor += reduction === "meanWithSampleWeight" ? own : own === 0 ? 0 : 1;
        }
      }
      divisors[group] = (divisors[group] ?? 0) + divisor;
    }
    const factors = columns.map(({ group, factor }) => {
      return reduction === "sum" ? factor : factor / Math.max(divisors[group] ?? 0, SMALLEST_DIVISOR);
    });
    const shares = new Float32Array(rows.length * width);
    for (const [place, row] of rows.entries()) {
      for (let column = 0; column < width; column++) {
        shares[place * width + column] = (weights[row * width + column] ?? 0) * (factors[column] ?? 0);
      }
    }
    return { rows, places, shares };
  };
}

/** What each share of a row is multiplied by, and which of them are divided together. */
function shareColumns({ terms, pooling, sharesPerRow }: LossHead): { group: number; factor: number }[] {
  return terms.flatMap((term, index) =>
    Array.from({ length: sharesOf(term) }, (_, column) => ({
      // Each label, each part or all labels together.
      group: pooling === "meanOfTasks" ? term.share + column : pooling === "allLabels" ? 0 : index,
      factor: (term.weight * ofElements(term)) / (pooling === "meanOfTasks" ? sharesPerRow : 1),
    })),
  );
}

/** The mean over a sample's elements is the loss's own part; where each label is a sample, and of classes, there is none. */
function ofElements({ isByLabel, loss, units }: HeadTerm): number {
  return isByLabel || loss.kind === "classes" ? 1 : 1 / units;
}

function sharesOf({ isByLabel, units }: HeadTerm): number {
  return isByLabel ? units : 1;
}

function weightsOf(
  { terms, sharesPerRow: width }: LossHead,
  { labels, labelWidth, count }: TrainingData,
): Float32Array {
  const weights = new Float32Array(count * width).fill(1);
  for (const term of terms) {
    for (const mask of term.masks) {
      for (let row = 0; row < count; row++) {
        for (let column = 0; column < sharesOf(term); column++) {
          const own = labels[row * labelWidth + mask.offset + (mask.width > 1 ? column : 0)] ?? 0;
          const at = row * width + term.share + column;
          weights[at] = (weights[at] ?? 0) * own;
        }
      }
    }
  }
  return weights;
}
