import type { HonoRequest } from "hono";
import { describeValue } from "../json/describe-value.ts";
import { refuse } from "./refuse.ts";

/** The type of a body: `application/json`, in lower case; `""` where the request names none. */
export function mediaType(request: HonoRequest): string {
  const header = request.header("Content-Type") ?? "";
  const end = header.indexOf(";");
  return (end === -1 ? header : header.slice(0, end)).trim().toLowerCase();
}

/**
 * Whether a body may be JSON by its type.
 *
 * `curl -d` names no better type than that of a form, and that is how the documentation of both protocols sends JSON.
 *
 * @param type What `mediaType` returned.
 */
export function mayBeJson(type: string): boolean {
  return (
    type === "" ||
    type === "application/json" ||
    type === "application/x-www-form-urlencoded" ||
    type === "text/plain" ||
    type === "text/json" ||
    (type.startsWith("application/") && type.endsWith("+json"))
  );
}

/**
 * Refuses a body that is not JSON by its type.
 *
 * @param request The request.
 * @param others What else would do, for the message: ` or image/png`.
 * @throws {HTTPException} 415 for another type, or another encoding of characters than UTF-8.
 */
export function requireJson(request: HonoRequest, others = ""): void {
  const type = mediaType(request);
  if (!mayBeJson(type)) {
    throw refuse(
      415,
      `Cannot read the body: Content-Type must be application/json${others}, received ${describeValue(type)}`,
    );
  }
  const charset = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(request.header("Content-Type") ?? "")?.[1];
  if (charset !== undefined && !/^(utf-?8|us-ascii)$/i.test(charset)) {
    throw refuse(415, `Cannot read the body: its charset must be utf-8, received ${describeValue(charset)}`);
  }
}
