import type { Context } from "hono";
import { parseJson } from "../json/parse-json.ts";
import type { Limits } from "../limits.ts";
import type { ApiEnv } from "./api-env.ts";
import { requireJson } from "./media-type.ts";
import { readBody } from "./read-body.ts";

/**
 * Reads the JSON that a request carries, within its limits.
 *
 * @param c The request.
 * @param limits The limits.
 * @param tensorFields The fields that hold tensors.
 * @returns The parsed body.
 * @throws {HTTPException} 400, 408, 413 or 415 for a body that cannot be read.
 */
export async function readJsonBody(
  c: Context<ApiEnv>,
  limits: Limits,
  tensorFields: ReadonlySet<string>,
): Promise<unknown> {
  requireJson(c.req);
  const timings = c.get("timings");
  const bytes = await readBody(c, limits);
  timings.mark("read");
  const value = parseJson(bytes, limits, tensorFields);
  timings.mark("parse");
  return value;
}
