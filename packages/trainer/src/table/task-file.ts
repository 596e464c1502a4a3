import * as z from "zod/mini";
import { type TableLossName, tableLossNames } from "./table-losses.ts";

// Every check carries, as its message, what an error says must stand there.

const text = z.string("a text").check(z.minLength(1, "a text that is not empty"));
const names = z.array(text, "a list of names");
const positive = z.int("a whole number from 1").check(z.gte(1, "a whole number from 1"));
const nameOrNames = z.union([text, names], "a name or a list of names");

const schema = z.strictObject(
  {
    name: text,
    inputs: z.strictObject(
      {
        numbers: z.optional(names),
        categories: z.optional(names),
        bits: z.optional(
          z.strictObject({ file: text, width: positive }, "an object with a file and a width"),
        ),
      },
      "an object of numbers, categories and bits",
    ),
    labels: z.strictObject(
      {
        // defineLayout of @proj/core checks the definitions.
        parts: z.record(text, z.looseObject({}, "the definition of a part"), "an object of parts"),
        fields: z._default(names, []),
      },
      "an object with parts and, if conditions need them, fields",
    ),
    losses: z.record(
      text,
      z.strictObject(
        {
          loss: z.enum(tableLossNames, `one of ${tableLossNames.join(", ")}`),
          mask: z._default(nameOrNames, []),
          weight: z._default(z.number("a number above 0"), 1),
        },
        "an object with a loss and, if wanted, a mask and a weight",
      ),
      "an object with a loss for each part that is learned",
    ),
    columns: z._default(z.record(text, text, "an object of names and columns"), {}),
    missingCells: z._default(names, []),
    delimiter: z._default(z.enum([",", ";", "\t", "|"], 'one of ",", ";", "\\t", "|"'), ","),
    reduction: z._default(
      z.enum(
        ["sum", "sumOverBatchSize", "meanWithSampleWeight", "sumByNonzeroWeights"],
        "one of sum, sumOverBatchSize, meanWithSampleWeight, sumByNonzeroWeights",
      ),
      "meanWithSampleWeight",
    ),
    pooling: z._default(
      z.enum(["sumOfParts", "allLabels", "meanOfTasks"], "one of sumOfParts, allLabels, meanOfTasks"),
      "sumOfParts",
    ),
  },
  "an object",
);

/** One part's loss in a task file. */
export interface TaskLoss {
  /** The loss's name. */
  readonly loss: TableLossName;
  /** The names of the parts that mask it. */
  readonly mask: readonly string[];
  /** What it is multiplied by. */
  readonly weight: number;
}

/** A task file, with what it left out filled in. */
export interface TaskFile {
  /** The task's name. */
  readonly name: string;
  /** The columns of numbers and of names that are inputs, and the bits beside the table. */
  readonly inputs: {
    readonly numbers?: readonly string[] | undefined;
    readonly categories?: readonly string[] | undefined;
    readonly bits?: { readonly file: string; readonly width: number } | undefined;
  };
  /** The parts of the layout, and the fields that their conditions speak of. */
  readonly labels: {
    readonly parts: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly fields: readonly string[];
  };
  /** For each part that is learned its loss. */
  readonly losses: Readonly<Record<string, TaskLoss>>;
  /** For a part or field whose column is not called like it. */
  readonly columns: Readonly<Record<string, string>>;
  /** Texts of cells that stand for a missing one, beside the empty cell. */
  readonly missingCells: readonly string[];
  /** What stands between two cells of the table. */
  readonly delimiter: "," | ";" | "\t" | "|";
  /** What the sum of the losses is divided by. */
  readonly reduction: "sum" | "sumOverBatchSize" | "meanWithSampleWeight" | "sumByNonzeroWeights";
  /** How the losses of several parts become one. */
  readonly pooling: "sumOfParts" | "allLabels" | "meanOfTasks";
}

/**
 * Reads the fields of a task file.
 *
 * @param json What `JSON.parse` gave.
 * @returns The file.
 * @throws {TypeError} Where a field is missing, unknown or of the wrong kind; the message has its path.
 */
export function parseTaskFile(json: unknown): TaskFile {
  const parsed = z.safeParse(schema, json);
  if (!parsed.success)
    throw new TypeError(`Cannot read the task file: ${describe(parsed.error.issues[0], json)}`);
  const losses = Object.entries(parsed.data.losses).map(([name, { mask, ...rest }]) => {
    return [name, { ...rest, mask: typeof mask === "string" ? [mask] : mask }];
  });
  return { ...parsed.data, losses: Object.fromEntries(losses) };
}

function describe(issue: z.core.$ZodIssue | undefined, json: unknown): string {
  if (issue === undefined) return "it must be a task file";
  const path = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    return `${path === "" ? "it" : path} must have no other fields than those that are known, received ${issue.keys.join(", ")}`;
  }
  let value: unknown = json;
  for (const key of issue.path) {
    value = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  }
  const received = value === undefined ? "nothing" : (JSON.stringify(value)?.slice(0, 60) ?? String(value));
  return `${path === "" ? "it" : path} must be ${issue.message}, received ${received}`;
}
