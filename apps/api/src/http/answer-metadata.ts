import type { Context, TypedResponse } from "hono";
import { answerCached } from "./answer-cached.ts";
import type { ApiEnv } from "./api-env.ts";

/**
 * Answers with JSON that seldom changes, and so has an `ETag`.
 *
 * @param c The request.
 * @param value The answer.
 */
export async function answerMetadata<Body extends object>(
  c: Context<ApiEnv>,
  value: Body,
): Promise<Response & TypedResponse<Body, 200, "json">> {
  const response = await answerCached(c, JSON.stringify(value), "application/json");
  // The type says what the body holds, for clients of the app's routes; the response itself has no such fields.
  return response as Response & TypedResponse<Body, 200, "json">;
}
