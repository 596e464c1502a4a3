import type { MiddlewareHandler } from "hono";
import { addVary } from "../http/add-vary.ts";
import { answerEmpty } from "../http/answer.ts";
import type { ApiEnv } from "../http/api-env.ts";
import { describeValue } from "../json/describe-value.ts";

const exposedHeaders =
  "X-Request-Id, Server-Timing, X-Model-Remark, Inference-Header-Content-Length, Retry-After, ETag";

/** Headers of the answer to the question of a browser whether it may ask. */
const preflightHeaders: Readonly<Record<string, string>> = {
  "Access-Control-Allow-Methods": "GET, HEAD, POST",
  "Access-Control-Allow-Headers":
    "Authorization, Content-Type, Content-Encoding, If-None-Match, Inference-Header-Content-Length, X-Request-Id",
  // Browsers remember it for two hours at most.
  "Access-Control-Max-Age": "7200",
};

/**
 * Lets the pages of other origins read the answers, those to errors included, and answers what a browser asks before.
 *
 * `hono/cors` does the same by setting headers on the answer, and its own answers lack those that every answer has.
 *
 * Source: WHATWG, "Fetch", section "CORS protocol".
 *
 * @param origins Origins such as `https://app.example.com`, or `*` for all.
 * @returns The middleware.
 * @throws {RangeError} For what is no origin.
 */
export function allowOrigins(origins: readonly string[]): MiddlewareHandler<ApiEnv> {
  for (const origin of origins) {
    if (origin === "*" || isOrigin(origin)) continue;
    throw new RangeError(
      `Cannot allow other origins: each must be * or one such as https://example.com, received ${describeValue(origin)}`,
    );
  }
  const known = new Set(origins);
  const isOpen = known.has("*");

  return async (c, next) => {
    const record = c.get("record");
    if (!isOpen) record.headers = addVary(record.headers, "Origin");
    const origin = c.req.header("Origin");
    if (origin !== undefined && (isOpen || known.has(origin))) {
      record.headers = {
        ...record.headers,
        "Access-Control-Allow-Origin": isOpen ? "*" : origin,
        "Access-Control-Expose-Headers": exposedHeaders,
        "Cross-Origin-Resource-Policy": "cross-origin",
      };
      // It has no token yet, and nothing is predicted.
      if (c.req.method === "OPTIONS" && c.req.header("Access-Control-Request-Method") !== undefined) {
        return answerEmpty(c, 204, preflightHeaders);
      }
    }
    return next();
  };
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
