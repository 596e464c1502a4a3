import type { HeldOutRow } from "./held-out-rows.ts";

/** Which images the table shows, and in which order. */
export interface RowFilter {
  readonly outcome: "all" | "right" | "wrong";
  readonly labels: "all" | "live" | "masked";
  /** The digit that the image shows; `null` for all of them. */
  readonly digit: number | null;
  /** As they lie in the data set, or those with the largest value first. */
  readonly order: "dataset" | "crossentropy" | "cost";
}

/** All images, as they lie. */
export const everyRow: RowFilter = { outcome: "all", labels: "all", digit: null, order: "dataset" };

/**
 * Picks the images that a filter lets through, in its order.
 *
 * @param rows All images.
 * @param filter The filter.
 */
export function filterRows(rows: readonly HeldOutRow[], filter: RowFilter): readonly HeldOutRow[] {
  const { outcome, labels, digit, order } = filter;
  const kept = rows.filter(
    (row) =>
      (outcome === "all" || row.isRight === (outcome === "right")) &&
      (labels === "all" || row.isLive === (labels === "live")) &&
      (digit === null || row.label === digit),
  );
  return order === "dataset" ? kept : kept.sort((first, second) => second[order] - first[order]);
}

/** A stretch of rows, and where it lies among all of them. */
export interface Page {
  readonly rows: readonly HeldOutRow[];
  /** From 1; 1 where there is nothing to show. */
  readonly number: number;
  readonly count: number;
}

/** The rows of a page. */
export const pageLength = 15;

/**
 * Cuts a page out of the rows.
 *
 * @param rows The rows.
 * @param wanted The page, from 1; where there are fewer, the last one.
 */
export function pageOf(rows: readonly HeldOutRow[], wanted: number): Page {
  const count = Math.max(1, Math.ceil(rows.length / pageLength));
  const number = Math.min(Math.max(1, wanted), count);
  return { rows: rows.slice((number - 1) * pageLength, number * pageLength), number, count };
}
