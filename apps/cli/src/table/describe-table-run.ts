import type { TableRows, TableTask } from "@proj/trainer";
import { type LearnedTablePart, labelWeights } from "@proj/trainer";
import type { Backend } from "@proj/trainer/backend";
import { formatCount } from "../report/format-number.ts";
import { plainText } from "../report/plain-text.ts";
import type { Colors } from "../terminal/terminal.ts";

/** What a run is about to learn from. */
export interface TableRunData {
  readonly task: TableTask;
  readonly path: string;
  /** Number of inputs. */
  readonly width: number;
  readonly train: TableRows;
  readonly validation: TableRows;
  readonly test: TableRows;
}

/**
 * Tells what a run on a table is about to do, a line for each thing.
 *
 * @param data What it learns from.
 * @param backend What it computes on.
 * @param colors Colours for the lines.
 * @returns The lines.
 */
export function describeTableRun(data: TableRunData, backend: Backend, colors: Colors): string {
  const { task, train, validation, test } = data;
  const lines = [
    `table      ${plainText(data.path)}: ${formatCount(train.count)} training rows, ${formatCount(validation.count)} to validate, ${formatCount(test.count)} to test; ${formatCount(data.width)} inputs`,
    ...task.learned.flatMap((part) => describePart(task, part, train)),
    `backend    ${backend.name} on ${backend.adapter}`,
    ...(backend.notice ? [colors.yellow(`notice     ${backend.notice}`)] : []),
  ];
  return `${lines.join("\n")}\n`;
}

/** How many labels of a part count, and the names of those of which none does. */
function describePart({ layout }: TableTask, learned: LearnedTablePart, train: TableRows): string[] {
  const weights = labelWeights(layout, learned, train.labels);
  const live = weights.filter((weight) => weight > 0).length;
  const { part, mask } = learned;
  const conditions = mask.flatMap((name) => {
    const each = layout.parts[name];
    return each?.kind === "flag" && each.when !== undefined ? [`${name} (${each.when})`] : [name];
  });
  const where = conditions.length > 0 ? `, masked by ${conditions.join(", ")}` : "";
  const tasks = part.kind === "flags" || part.kind === "values" ? ` of ${part.size} tasks` : "";
  return [
    `labels     ${plainText(learned.name)}: ${formatCount(live)} of ${formatCount(weights.length)}${tasks} count${plainText(where)}`,
  ];
}
