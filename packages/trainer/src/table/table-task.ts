import { combinedLoss, defineLayout, type Layout, type Part } from "@proj/core";
import type { InputSpec } from "@proj/datasets";
import { isList, labelsPerRow } from "./label-parts.ts";
import type { TableLossOptions } from "./loss-options.ts";
import { partLosses, type TableLossName } from "./table-losses.ts";
import { parseTaskFile, type TaskFile } from "./task-file.ts";

/** A part of the labels that a model of a table learns. */
export interface LearnedTablePart {
  /** The part's name in the layout. */
  readonly name: string;
  /** The part, with its place in the labels. */
  readonly part: Part;
  /** The loss's name. */
  readonly loss: TableLossName;
  /** The names of the parts that mask it, beside its presence. */
  readonly mask: readonly string[];
  /** What the part's loss is multiplied by. */
  readonly weight: number;
  /** The loss's options, where it has not its defaults. */
  readonly options?: TableLossOptions | undefined;
  /** The number of the predictions' columns that are its own. */
  readonly units: number;
}

/** What is learned of a table: its inputs, its labels with their conditions, and their losses. */
export interface TableTask {
  /** The task's name, which becomes the model's. */
  readonly name: string;
  /** The columns that are inputs. */
  readonly inputs: InputSpec;
  /** The layout of the labels, with its conditions. */
  readonly layout: Layout;
  /** The parts that are learned, in the order of the predictions' columns. */
  readonly learned: readonly LearnedTablePart[];
  /** For a part or field whose column is not called like it. */
  readonly columns: Readonly<Record<string, string>>;
  /** Texts of cells that stand for a missing one, beside the empty cell. */
  readonly missingCells: readonly string[];
  /** What stands between two cells. */
  readonly delimiter: TaskFile["delimiter"];
  /** What the sum of the losses is divided by. */
  readonly reduction: TaskFile["reduction"];
  /** How the losses of several parts become one. */
  readonly pooling: TaskFile["pooling"];
  /** The file that says all this, ready for a manifest. */
  readonly file: TaskFile;
}

/**
 * Reads a task file: what a table's columns are to a model, as inputs and as labels that may be missing or count only under a
 * condition.
 *
 * @param json What `JSON.parse` gave: see the guide "Labels that are conditions", and `examples/`.
 * @returns The task.
 * @throws {TypeError} Where a field is missing, unknown or of the wrong kind; where a part or mask is not in the layout, or a
 *   loss does not fit its part.
 * @throws {RangeError} Where a number is out of range.
 * @throws {ConditionSyntaxError} Where a condition cannot be understood; it points at the column.
 *
 * @example
 * ```ts
 * import { parseTableTask } from "@proj/trainer";
 *
 * const task = parseTableTask({
 *   name: "smoking",
 *   inputs: { numbers: ["Age"], categories: ["Gender"] },
 *   labels: {
 *     parts: { SmokeNow: { kind: "flag", missing: null }, known: { kind: "presence", of: "SmokeNow" } },
 *   },
 *   losses: { SmokeNow: { loss: "binaryCrossentropy" } },
 * });
 * console.log(task.layout.width); // 2
 * ```
 */
export function parseTableTask(json: unknown): TableTask {
  const file = parseTaskFile(json);
  // Checked at run time, as all of this comes from outside.
  const parts = file.labels.parts as unknown as Layout["parts"];
  const layout: Layout = defineLayout(parts, { fields: file.labels.fields });
  const named = Object.entries(file.losses).map(([name, loss]) => ({ name, ...loss }));
  combinedLoss(layout, partLosses({ learned: named }));
  const learned = named.map((each) => {
    const part = layout.parts[each.name] as Part;
    return { ...each, part, units: unitsOf(part) };
  });
  for (const name of Object.keys(file.columns)) {
    if (Object.hasOwn(layout.parts, name) || layout.fields.includes(name)) continue;
    throw new TypeError(
      `Cannot read the task file: columns must name parts and fields of the labels, received "${name}"`,
    );
  }
  refuseLeaks(file, learned);
  const { name, inputs, columns, missingCells, delimiter, reduction, pooling } = file;
  return { name, inputs, layout, learned, columns, missingCells, delimiter, reduction, pooling, file };
}

/** A model that is shown its labels looks perfect, and knows nothing. */
function refuseLeaks({ inputs, columns }: TaskFile, learned: readonly LearnedTablePart[]): void {
  const given = [...(inputs.numbers ?? []), ...(inputs.categories ?? [])];
  for (const { name, part } of learned) {
    const own = isList(part) ? (part.names ?? []) : [columns[name] ?? name];
    const leaked = own.find((column) => given.includes(column));
    if (leaked !== undefined) {
      throw new TypeError(
        `Cannot read the task file: what is learned must not be among the inputs, received the column "${leaked}" of the part "${name}"`,
      );
    }
  }
}

function unitsOf(part: Part): number {
  if (part.kind === "oneHot" || part.kind === "classIndex") return part.classes;
  return labelsPerRow(part);
}
