import type { Context } from "hono";
import { answer, answerEmpty } from "./answer.ts";
import type { ApiEnv } from "./api-env.ts";
import { sha256 } from "./sha256.ts";

/**
 * Answers with what seldom changes: a client that asks again with the `ETag` in `If-None-Match` gets 304 and no body.
 *
 * The tag is a weak one, for the answer may be compressed on its way. `hono/etag` reads the answer back to hash it, and sets
 * headers on it.
 *
 * Source: RFC 9110, sections 8.8.3 and 13.1.2.
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
  const tag = `"${await sha256(body)}"`;
  const caching = { ...headers, ETag: `W/${tag}`, "Cache-Control": "no-cache" };
  const known = c.req.header("If-None-Match") ?? "";
  const isKnown = known.trim() === "*" || known.match(/"[^"]*"/g)?.includes(tag) === true;
  return isKnown ? answerEmpty(c, 304, caching) : answer(c, body, type, 200, caching);
}
