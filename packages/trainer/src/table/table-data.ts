import { encodeInputs, fitInputEncoder, type InputEncoder, type RowSplit, type Table } from "@proj/datasets";
import type { TrainingData } from "../engine/engine.ts";
import { combineTableLabels } from "./table-labels.ts";
import type { TableTask } from "./table-task.ts";

/** Rows as a model takes them. */
export interface TableRows {
  /** Number of rows, `N`. */
  readonly count: number;
  /** `[N, D]` row-major. */
  readonly inputs: Float32Array;
  /** `[N, L]` row-major: the labels that the layout combines; missing ones are NaN. */
  readonly labels: Float32Array;
}

/** A table's rows in the parts of its split, encoded by what the training rows say. */
export interface TableData {
  /** How rows become inputs. */
  readonly encoder: InputEncoder;
  /** `D`. */
  readonly width: number;
  /** The rows to train on. */
  readonly train: TableRows;
  /** The rows that choose the epoch. */
  readonly validation: TableRows;
  /** The rows that nothing else sees. */
  readonly test: TableRows;
}

/**
 * Encodes a table for its task.
 *
 * @param task The task.
 * @param table The table.
 * @param split Which rows are trained on, validated on and tested on.
 * @param options `bits`: the packed bits beside the table, where the task has them. `encoder`: that of a trained model;
 *   fitted on the training rows if left out.
 * @returns The rows.
 * @throws As `fitInputEncoder`, `encodeInputs` and `combineTableLabels` do.
 */
export function tableData(
  task: TableTask,
  table: Table,
  split: RowSplit,
  options: { readonly bits?: Uint8Array | undefined; readonly encoder?: InputEncoder | undefined } = {},
): TableData {
  const encoder = options.encoder ?? fitInputEncoder(table, task.inputs, split.train);
  const { inputs, inputShape } = encodeInputs(table, encoder, { bits: options.bits });
  const [width = 0] = inputShape;
  const labels = combineTableLabels(task, table);
  const take = (rows: Uint32Array): TableRows => ({
    count: rows.length,
    inputs: takeRows(inputs, width, rows),
    labels: takeRows(labels, task.layout.width, rows),
  });
  return {
    encoder,
    width,
    train: take(split.train),
    validation: take(split.validation),
    test: take(split.test),
  };
}

/**
 * Puts rows beside their labels as engines take them.
 *
 * @param rows The rows.
 * @param width `D`.
 * @param labelWidth `L`.
 * @returns The data; nothing is copied.
 */
export function tableTrainingData(
  { count, inputs, labels }: TableRows,
  width: number,
  labelWidth: number,
): TrainingData {
  return { count, inputs, inputShape: [width], inputScale: 1, labels, labelWidth };
}

function takeRows(all: Float32Array, width: number, rows: Uint32Array): Float32Array {
  const taken = new Float32Array(rows.length * width);
  for (const [place, row] of rows.entries()) {
    taken.set(all.subarray(row * width, (row + 1) * width), place * width);
  }
  return taken;
}
