import type { TrainingData } from "../engine/engine.ts";
import type { LossHead } from "./loss-head.ts";

/** As in the losses of `@proj/core`: it keeps 0 / 0 at 0. */
const SMALLEST_DIVISOR = 2 ** -60;

/** The samples of a batch that count, and what the loss of each adds to the batch's. */
export interface LiveRows {
  /** Indices of samples. */
  readonly rows: Uint32Array;
  /** Where they stand in the batch. */
  readonly places: Uint32Array;
  /** A number for each row, or `K` for each where every label counts for itself. */
  readonly shares: Float32Array;
}

/**
 * How many shares a row has.
 *
 * @param head The loss.
 * @returns 1, or the number of its labels where each counts for itself.
 */
export function sharesPerRow({ isByLabel, units }: Pick<LossHead, "isByLabel" | "units">): number {
  return isByLabel ? units : 1;
}

/**
 * Works out how much each sample of the data counts: the product of its masks and weights, once for all steps.
 *
 * @param head The loss.
 * @param data The data.
 * @returns A function that takes the samples of a batch and keeps those that count, each with its share: its weight, divided as the
 *   reduction says. What the mask removes is in no list, and so is never computed.
 */
export function rowShares(head: LossHead, data: TrainingData): (batch: Uint32Array) => LiveRows {
  const { loss, isByLabel, weight, units } = head;
  const width = sharesPerRow(head);
  const weights = weightsOf(head, data, width);
  const byTask = head.pooling === "meanOfTasks";
  // The mean over a sample's elements is the loss's own part; where each label is a sample, there is none.
  const ofElements = isByLabel || loss === "categoricalCrossentropy" ? 1 : 1 / units;
  const factor = (ofElements * weight) / (byTask ? width : 1);
  return (batch) => {
    const counts = (row: number): boolean => {
      for (let i = row * width; i < (row + 1) * width; i++) if (weights[i] !== 0) return true;
      return false;
    };
    const places = Uint32Array.from(batch.keys()).filter((place) => counts(batch[place] ?? 0));
    const rows = places.map((place) => batch[place] ?? 0);
    const shares = new Float32Array(rows.length * width);
    const columns = byTask ? width : 1;
    const divisors = Array.from({ length: columns }, (_, column) =>
      divisorOf(head.reduction, batch, rows, { weights, width, from: column, columns }),
    );
    for (let place = 0; place < rows.length; place++) {
      for (let column = 0; column < width; column++) {
        const own = weights[(rows[place] ?? 0) * width + column] ?? 0;
        shares[place * width + column] = (own / (divisors[byTask ? column : 0] ?? 1)) * factor;
      }
    }
    return { rows, places, shares };
  };
}

/** The weights that one divisor is of: every column of a row, or the one that is a task. */
interface Columns {
  readonly weights: Float32Array;
  readonly width: number;
  readonly from: number;
  readonly columns: number;
}

function divisorOf(
  reduction: LossHead["reduction"],
  batch: Uint32Array,
  rows: Uint32Array,
  { weights, width, from, columns }: Columns,
): number {
  if (reduction === "sum") return 1;
  if (reduction === "sumOverBatchSize") return Math.max((batch.length * width) / columns, 1);
  let divisor = 0;
  for (const row of rows) {
    for (let column = from; column < width; column += columns) {
      const own = weights[row * width + column] ?? 0;
      divisor += reduction === "meanWithSampleWeight" ? own : own === 0 ? 0 : 1;
    }
  }
  return Math.max(divisor, SMALLEST_DIVISOR);
}

function weightsOf(
  { masks }: LossHead,
  { labels, labelWidth, count }: TrainingData,
  width: number,
): Float32Array {
  const weights = new Float32Array(count * width).fill(1);
  for (const mask of masks) {
    for (let row = 0; row < count; row++) {
      for (let column = 0; column < width; column++) {
        const own = labels[row * labelWidth + mask.offset + (mask.width > 1 ? column : 0)] ?? 0;
        weights[row * width + column] = (weights[row * width + column] ?? 0) * own;
      }
    }
  }
  return weights;
}
