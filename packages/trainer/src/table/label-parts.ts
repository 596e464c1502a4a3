import type { Flags, Part, Values } from "@proj/core";
import type { LearnedTablePart } from "./table-task.ts";

/**
 * Tells whether a part has several labels in each row, each in a column of its own.
 *
 * @param part The part.
 * @returns `true` for several flags or values, also where they are one.
 */
export function isList(part: Part): part is Part<Flags | Values> {
  return part.kind === "flags" || part.kind === "values";
}

/**
 * The number of labels that a part has in each row.
 *
 * @param part A part that holds labels.
 * @returns `K` of several flags or values, else 1.
 */
export function labelsPerRow(part: Part): number {
  return isList(part) ? part.size : 1;
}

/**
 * The number of columns of a model's predictions.
 *
 * @param learned The parts that are learned.
 * @returns `P`.
 */
export function predictionWidth(learned: readonly LearnedTablePart[]): number {
  return learned.reduce((sum, { units }) => sum + units, 0);
}
