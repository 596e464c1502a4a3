import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { ModelUnavailableError } from "../models/model-unavailable-error.ts";
import { UnknownModelError } from "../models/unknown-model-error.ts";
import { answerRefusal } from "./answer.ts";
import type { ApiEnv } from "./api-env.ts";

/** Takes an error that is a mistake of the service, not of its caller. */
export type ErrorReporter = (error: Error, requestId: string) => void;

/**
 * Answers an error: `{"error": "..."}` in every protocol, with the error's own headers.
 *
 * What the caller can mend is told in full. Of a mistake of the service only the request's id is told; the error itself
 * goes to the reporter.
 *
 * @param error What was thrown.
 * @param c The request.
 * @param report Takes mistakes of the service.
 * @returns The answer.
 */
export function answerError(error: Error, c: Context<ApiEnv>, report: ErrorReporter): Response {
  if (error instanceof HTTPException) {
    // Also what belongs to the status and not to the message: WWW-Authenticate, Retry-After, Allow.
    const headers = [...(error.res?.headers ?? [])].filter(([name]) => !name.startsWith("content-"));
    const message = error.message || `Cannot answer: the request was refused with the status ${error.status}`;
    return answerRefusal(c, message, error.status, Object.fromEntries(headers));
  }
  if (error instanceof UnknownModelError) return answerRefusal(c, error.message, 404);
  if (error instanceof ModelUnavailableError) {
    const seconds = Math.max(1, Math.ceil(error.retryAfterMs / 1000));
    return answerRefusal(c, error.message, 503, { "Retry-After": String(seconds) });
  }
  const requestId = c.get("requestId");
  report(error, requestId);
  return answerRefusal(
    c,
    `Cannot answer: the service made a mistake; its log has it under ${requestId}`,
    500,
  );
}
