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
  headers?: Readonly<Record<string, string>>,
): Response {
  const record = c.get("record");
  record.status = status;
  const packed = record.pack?.(body) ?? null;
  const all = ownHeaders(c, headers);
  all["Content-Type"] = type;
  if (packed !== null) all["Content-Encoding"] = "gzip";
  return new Response(packed ?? body, { status, headers: all });
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

/**
 * Answers with headers alone.
 *
 * @param c The request.
 * @param status A status that has no body: 204 or 304.
 * @param headers More headers.
 */
export function answerEmpty(
  c: Context<ApiEnv>,
  status: 204 | 304,
  headers: Readonly<Record<string, string>>,
): Response {
  c.get("record").status = status;
  return new Response(null, { status, headers: ownHeaders(c, headers) });
}

/**
 * Answers that a request is refused: `{"error": "..."}`, and the log will have the message.
 *
 * @param c The request.
 * @param error What was wanted and what was found, for the caller to read.
 * @param status The status.
 * @param headers More headers.
 */
export function answerRefusal(
  c: Context<ApiEnv>,
  error: string,
  status: ContentfulStatusCode,
  headers?: Readonly<Record<string, string>>,
): Response {
  c.get("record").error = error;
  return answerJson(c, { error }, status, headers);
}

/** The headers of an answer: those of every one, and more where there are any. */
function ownHeaders(
  c: Context<ApiEnv>,
  more: Readonly<Record<string, string>> | undefined,
): Record<string, string> {
  const all = securityHeaders();
  all["X-Request-Id"] = c.get("requestId");
  all["Server-Timing"] = c.get("timings").header();
  const { headers } = c.get("record");
  for (const name in more) all[name] = more[name] ?? "";
  for (const name in headers) all[name] = headers[name] ?? "";
  return all;
}
