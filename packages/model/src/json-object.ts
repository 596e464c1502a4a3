import * as v from "valibot";

/**
 * The schema of a JSON object: fields that it does not name are left out, and an array is none.
 *
 * Of a field that is missing the message is the field's own, and not the object's.
 *
 * @param entries The schema of each field; each carries what it expects as its message.
 * @returns The schema.
 */
export function jsonObject<const Entries extends v.ObjectEntries>(
  entries: Entries,
): v.ObjectSchema<Entries, v.ErrorMessage<v.ObjectIssue>> {
  return noArray(v.object(entries, (issue) => missingMessage(entries, issue)));
}

/**
 * Refuses arrays, which Valibot takes for objects.
 *
 * @param schema A schema of objects.
 * @returns The schema, to which an array is nothing.
 */
export function noArray<Schema extends v.GenericSchema>(schema: Schema): Schema {
  return {
    ...schema,
    "~run": (dataset: v.UnknownDataset, config: v.Config<v.BaseIssue<unknown>>) =>
      schema["~run"](Array.isArray(dataset.value) ? { value: undefined } : dataset, config),
  };
}

function missingMessage(entries: v.ObjectEntries, issue: v.ObjectIssue): string {
  const key = issue.path?.[0].key;
  const field: object | undefined = typeof key === "string" ? entries[key] : undefined;
  const message: unknown = field === undefined ? undefined : Reflect.get(field, "message");
  return typeof message === "string" ? message : "an object";
}
