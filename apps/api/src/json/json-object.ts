import * as v from "valibot";
import { isArray } from "./number-tensor.ts";

/**
 * The schema of a JSON object: fields that it does not name are left out, and an array is none.
 *
 * Of a field that is missing the message is the field's own, and not the object's.
 *
 * @param entries The schema of each field; each carries what it expects as its message.
 * @param message What the object itself is expected to be.
 * @returns The schema.
 */
export function jsonObject<const Entries extends v.ObjectEntries>(
  entries: Entries,
  message = "an object",
): v.ObjectSchema<Entries, v.ErrorMessage<v.ObjectIssue>> {
  const schema = v.object(entries, (issue) => missingMessage(entries, issue) ?? message);
  return onlyWhere((value) => !isArray(value), schema);
}

/**
 * Looks at a value before its schema does: what is not fit is nothing to the schema, and nothing inside is looked at.
 *
 * @param isFit Whether the schema may see the value.
 * @param schema The schema, whose own message tells what it expects.
 * @returns The schema with the check in front.
 */
export function onlyWhere<Schema extends v.GenericSchema>(
  isFit: (value: unknown) => boolean,
  schema: Schema,
): Schema {
  return {
    ...schema,
    "~run": (dataset: v.UnknownDataset, config: v.Config<v.BaseIssue<unknown>>) =>
      schema["~run"](isFit(dataset.value) ? dataset : { value: undefined }, config),
  };
}

function missingMessage(entries: v.ObjectEntries, issue: v.ObjectIssue): string | undefined {
  const key = issue.path?.[0].key;
  const field: object | undefined = typeof key === "string" ? entries[key] : undefined;
  const message: unknown = field === undefined ? undefined : Reflect.get(field, "message");
  return typeof message === "string" ? message : undefined;
}
