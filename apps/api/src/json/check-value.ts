import * as z from "zod/mini";
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
export function checkValue<Output>(schema: z.ZodMiniType<Output>, value: unknown): Output {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const problem = issue === undefined ? "it must be of another form" : describeIssue(issue, value);
  throw refuse(400, `Cannot use the body: ${problem}`);
}

function describeIssue(issue: z.core.$ZodIssue, input: unknown): string {
  let value = input;
  let path = "";
  for (const key of issue.path) {
    path += typeof key === "number" ? `[${key}]` : `${path === "" ? "" : "."}${String(key)}`;
    value = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
  }
  return `${path === "" ? "it" : path} must be ${issue.message}, received ${describeValue(value)}`;
}
