import * as v from "valibot";
import { refuse } from "../http/refuse.ts";
import { describeValue } from "./describe-value.ts";

/**
 * Checks a parsed body against its schema.
 *
 * Every check of the schema carries what it expects as its message: "must be MESSAGE".
 *
 * @param schema The schema.
 * @param value The parsed body.
 * @returns What the schema makes of it.
 * @throws {HTTPException} 400 with the path, what must stand there and what does.
 */
export function checkValue<Output>(schema: v.GenericSchema<unknown, Output>, value: unknown): Output {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  throw refuse(400, `Cannot use the body: ${describeIssue(result.issues[0], value)}`);
}

function describeIssue(issue: v.BaseIssue<unknown>, input: unknown): string {
  let value = input;
  let path = "";
  for (const { key } of issue.path ?? []) {
    path += typeof key === "number" ? `[${key}]` : `${path === "" ? "" : "."}${String(key)}`;
    value = typeof value === "object" && value !== null ? Reflect.get(value, key as PropertyKey) : undefined;
  }
  return `${path === "" ? "it" : path} must be ${issue.message}, received ${describeValue(value)}`;
}
