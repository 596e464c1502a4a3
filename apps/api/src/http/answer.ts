import type { Context, TypedResponse } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ApiEnv } from "./api-env.ts";
import { securityHeaders } from "./security-headers.ts";

/**
 * Answers, with the headers of every answer: the request's id, how long it took, and those for security.
 *
 * All headers are handed over at once as a plain object, which the server on Node writes as it is. Headers that are set on
 * the context one by one, before or after, become an object of its own each time: a tenth of a small request.
 *
 * @param c The request.
 * @param body The answer.
 * @param type Its media type.
 * @param status Its status.
 * @param headers More headers.
 */
export function answer(
  c: Context<ApiEnv>,
  body: string | Uint8Array<ArrayBuffer>,
  type: string,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(body, {
    status,
    headers: {
      ...securityHeaders,
      "X-Request-Id": c.get("requestId"),
      "Server-Timing": c.get("timings").header(),
      "Content-Type": type,
      ...headers,
    },
  });
}

/**
 * Answers with JSON.
 *
 * @param c The request.
 * @param value The answer.
 * @param status Its status.
 * @param headers More headers.
 */
export function answerJson<Body extends object, Status extends ContentfulStatusCode = 200>(
  c: Context<ApiEnv>,
  value: Body,
  status?: Status,
  headers?: Readonly<Record<string, string>>,
): Response & TypedResponse<NoInfer<Body>, NoInfer<Status>, "json"> {
  // The type says what the body holds, for clients of the app's routes; the response itself has no such fields.
  return answer(c, JSON.stringify(value), "application/json", status, headers) as ReturnType<
    typeof answerJson<Body, Status>
  >;
}
