import * as v from "valibot";
import { foreignOption, lossOptions, type TableLossOptions } from "./loss-options.ts";
import { type TableLossName, tableLossNames } from "./table-losses.ts";

// Every check carries, as its message, what an error says must stand there.

const text = v.pipe(v.string("a text"), v.minLength(1, "a text that is not empty"));
const names = v.array(text, "a list of names");
const positive = v.pipe(
  v.number("a whole number from 1"),
  v.safeInteger("a whole number from 1"),
  v.minValue(1, "a whole number from 1"),
);
const weight = v.pipe(v.number("a number above 0"), v.finite("a number above 0"));
const badName = v.never("under a name that is not empty");
const nameOrNames = v.union([text, names], "a name or a list of names");

const schema = knownFields(
  {
    name: text,
    inputs: knownFields(
      {
        numbers: v.optional(names),
        categories: v.optional(names),
        bits: v.optional(knownFields({ file: text, width: positive }, "an object with a file and a width")),
      },
      "an object of numbers, categories and bits",
    ),
    labels: knownFields(
      {
        // defineLayout of @proj/core checks the definitions.
        parts: byName(
          v.custom<Record<string, unknown>>(isObject, "the definition of a part"),
          "an object of parts",
        ),
        fields: v.optional(names, []),
      },
      "an object with parts and, if conditions need them, fields",
    ),
    losses: byName(
      knownFields(
        {
          loss: v.picklist(tableLossNames, `one of ${tableLossNames.join(", ")}`),
          mask: v.optional(nameOrNames, []),
          weight: v.optional(weight, 1),
          options: v.optional(lossOptions),
        },
        "an object with a loss and, if wanted, a mask, a weight and options",
      ),
      "an object with a loss for each part that is learned",
    ),
    columns: v.optional(byName(text, "an object of names and columns"), {}),
    missingCells: v.optional(names, []),
    delimiter: v.optional(v.picklist([",", ";", "\t", "|"], 'one of ",", ";", "\\t", "|"'), ","),
    reduction: v.optional(
      v.picklist(
        ["sum", "sumOverBatchSize", "meanWithSampleWeight", "sumByNonzeroWeights"],
        "one of sum, sumOverBatchSize, meanWithSampleWeight, sumByNonzeroWeights",
      ),
      "meanWithSampleWeight",
    ),
    pooling: v.optional(
      v.picklist(["sumOfParts", "allLabels", "meanOfTasks"], "one of sumOfParts, allLabels, meanOfTasks"),
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
  /** The loss's options; it has its defaults if left out. */
  readonly options?: TableLossOptions | undefined;
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
  const parsed = v.safeParse(schema, json, { abortEarly: true });
  if (!parsed.success) throw new TypeError(`Cannot read the task file: ${describe(parsed.issues[0], json)}`);
  const losses = Object.entries(parsed.output.losses).map(([name, { mask, ...rest }]) => {
    const foreign = foreignOption(rest.loss, rest.options ?? {});
    if (foreign !== undefined) {
      throw new TypeError(
        `Cannot read the task file: losses.${name}.options must be options of ${rest.loss} (${foreign.known.join(", ") || "it has none"}), received ${foreign.name}`,
      );
    }
    return [name, { ...rest, mask: typeof mask === "string" ? [mask] : mask }];
  });
  return { ...parsed.output, losses: Object.fromEntries(losses) };
}

/** An object with these fields and no others. Of one that is missing the message is the field's own, and not the object's. */
function knownFields<const Entries extends v.ObjectEntries>(
  entries: Entries,
  message: string,
): v.SchemaWithPipe<
  readonly [ObjectSchema, v.StrictObjectSchema<Entries, v.ErrorMessage<v.StrictObjectIssue>>]
> {
  const fields = v.strictObject(entries, ({ path }) => {
    const key = path?.[0].key;
    const field: object | undefined = typeof key === "string" ? entries[key] : undefined;
    const ofField: unknown = field === undefined ? undefined : Reflect.get(field, "message");
    return typeof ofField === "string" ? ofField : message;
  });
  return v.pipe(v.custom(isObject, message), fields);
}

/** An object whose keys are names. Unlike `v.record` it keeps what is called `constructor` or `prototype`. */
function byName<Output>(
  value: v.GenericSchema<unknown, Output>,
  message: string,
): v.GenericSchema<unknown, { [name: string]: Output }> {
  return v.lazy((input) => {
    if (!isObject(input)) return v.never(message);
    const names = Object.keys(input).filter((name) => name !== "__proto__");
    return v.object(Object.fromEntries(names.map((name) => [name, name === "" ? badName : value])));
  });
}

type ObjectSchema = v.CustomSchema<Record<string, unknown>, string>;

/** Valibot itself takes arrays for objects. */
function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function describe(issue: v.BaseIssue<unknown>, json: unknown): string {
  const keys = (issue.path ?? []).map(({ key }) => key as PropertyKey);
  const isUnknown = issue.type === "strict_object" && issue.expected === "never";
  const unknown = isUnknown ? keys.pop() : undefined;
  const path = keys.length === 0 ? "it" : keys.map(String).join(".");
  if (unknown !== undefined) {
    return `${path} must have no other fields than those that are known, received ${String(unknown)}`;
  }
  let value: unknown = json;
  for (const key of keys) {
    value = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  }
  const received = value === undefined ? "nothing" : (JSON.stringify(value)?.slice(0, 60) ?? String(value));
  return `${path} must be ${issue.message}, received ${received}`;
}
