/**
 * Writes an error of the service as one line of JSON, for the log.
 *
 * @param error The error, or whatever was thrown.
 * @param level `error` for what failed a request or the start, `warn` for what the service goes on without.
 * @param requestId The request, where there is one.
 * @returns The line. What the error was caused by is in it, too.
 */
export function mistakeLine(error: unknown, level: "error" | "warn" = "error", requestId?: string): string {
  const { message, stack, cause } = error instanceof Error ? error : new Error(String(error));
  const more = level === "error" ? { stack } : {};
  const reason = cause instanceof Error ? cause.message : cause;
  return JSON.stringify({ time: new Date(), level, message, requestId, cause: reason, ...more });
}
