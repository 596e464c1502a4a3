import { type InputEncoder, parseInputEncoder } from "@proj/datasets";
import { parseTableTask, type TableTask } from "./table-task.ts";
import type { TaskFile } from "./task-file.ts";

/** Where a table's rows went: enough to divide them again. */
export type SplitRecord =
  | { readonly seed: number; readonly validation: number; readonly test: number }
  | { readonly path: string; readonly sha256: string };

/** What the manifest of a table's model has, beside what every manifest has: under `input.table`. */
export interface TableRecord {
  /** The task file. */
  readonly task: TaskFile;
  /** How rows become inputs. */
  readonly encoder: InputEncoder;
  /** How the rows were divided. */
  readonly split: SplitRecord;
  /** SHA-256 of the packed bits beside the table, where there are some. */
  readonly bits?: string | undefined;
}

/**
 * Reads what the manifest of a table's model has under `input.table`.
 *
 * @param json The value there.
 * @returns The task, how rows become inputs, how they were divided, and the SHA-256 of the bits beside the table.
 * @throws {TypeError} Where it is none: the manifest is not that of a table's model.
 */
export function parseTableRecord(json: unknown): {
  readonly task: TableTask;
  readonly encoder: InputEncoder;
  readonly split: SplitRecord;
  readonly bits: string | undefined;
} {
  if (typeof json !== "object" || json === null) {
    throw new TypeError("Cannot read the model's table: its manifest must have one, received none");
  }
  return {
    task: parseTableTask(Reflect.get(json, "task")),
    encoder: parseInputEncoder(Reflect.get(json, "encoder")),
    split: parseSplit(Reflect.get(json, "split")),
    bits: parseBits(Reflect.get(json, "bits")),
  };
}

function parseSplit(json: unknown): SplitRecord {
  if (typeof json === "object" && json !== null) {
    const { seed, validation, test, path, sha256 } = json as Record<string, unknown>;
    if (typeof seed === "number" && typeof validation === "number" && typeof test === "number") {
      return { seed, validation, test };
    }
    if (typeof path === "string" && typeof sha256 === "string") return { path, sha256 };
  }
  throw new TypeError(
    "Cannot read the model's table: split must have a seed and fractions, or a path and a SHA-256",
  );
}

function parseBits(json: unknown): string | undefined {
  if (json === undefined || typeof json === "string") return json;
  throw new TypeError("Cannot read the model's table: bits must be a SHA-256, received something else");
}
