import type { Context } from "hono";
import type { ApiEnv } from "./api-env.ts";

/**
 * Answers with JSON, and with how long its parts took.
 *
 * @param c The request.
 * @param value The answer.
 * @param headers More headers.
 */
export function answerJson(
  c: Context<ApiEnv>,
  value: object,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const text = JSON.stringify(value);
  return c.body(text, 200, {
    "Content-Type": "application/json",
    "Server-Timing": c.get("timings").header(),
    ...headers,
  });
}
