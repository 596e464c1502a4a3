import type * as v from "valibot";

/**
 * Says what is wrong with a value that a schema refused: the path, what must stand there, what does.
 *
 * Every check of the schema carries what it expects as its message.
 *
 * @param issue The schema's issue.
 * @param input The value that was checked.
 * @returns The middle of an error message: `training.seed must be a whole number, received "x"`.
 */
export function describeIssue(issue: v.BaseIssue<unknown>, input: unknown): string {
  let value = input;
  let path = "";
  for (const { key } of issue.path ?? []) {
    path += typeof key === "number" ? `[${key}]` : `${path === "" ? "" : "."}${String(key)}`;
    value = typeof value === "object" && value !== null ? Reflect.get(value, key as PropertyKey) : undefined;
  }
  return `${path === "" ? "it" : path} must be ${issue.message}, received ${describeValue(value)}`;
}

/**
 * Shows a value in an error message: short, and never a whole object.
 *
 * @param value Any value.
 * @returns For example `3`, `"odd"`, `nothing`, `an array of 4` or `an object`.
 */
export function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string")
    return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}...` : value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  return String(value);
}
