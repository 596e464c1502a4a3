import type { Context } from "hono";
import { answer } from "./answer.ts";
import type { ApiEnv } from "./api-env.ts";

/**
 * Answers with what stays the same until the next release: a client that has it asks with its tag, and gets 304.
 *
 * `hono/etag` reads the answer back to hash it, and sets headers on the context one by one.
 *
 * Source: RFC 9110, "If-None-Match".
 *
 * @param c The request.
 * @param body The answer.
 * @param type Its media type.
 * @param headers More headers.
 */
export async function answerCached(
  c: Context<ApiEnv>,
  body: string,
  type: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(body)));
  const tag = `"${Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("")}"`;
  // Weak, for what lies in between may compress.
  const caching = { ...headers, ETag: `W/${tag}`, "Cache-Control": "no-cache" };
  const given = c.req.header("If-None-Match") ?? "";
  const isKnown = given.trim() === "*" || given.match(/"[^"]*"/g)?.includes(tag) === true;
  if (!isKnown) return answer(c, body, type, 200, caching);
  return new Response(null, { status: 304, headers: { ...caching, "X-Request-Id": c.get("requestId") } });
}
