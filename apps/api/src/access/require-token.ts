import type { MiddlewareHandler } from "hono";
import type { ApiEnv } from "../http/api-env.ts";
import { refuse } from "../http/refuse.ts";
import { sha256 } from "../http/sha256.ts";

/** The fewest characters of a token: 16 of 64 different ones are 96 bits. */
const leastLength = 16;

/** What a token may be made of, for it to be sent at all. Source: RFC 6750, section 2.1. */
const tokenPattern = /^[\w.~+/-]+=*$/;

/** What whoever decides on the service's life asks: it has no token, and learns nothing but two truths. */
const openPaths: ReadonlySet<string> = new Set(["/v2/health/live", "/v2/health/ready"]);

/**
 * Makes the check that a request shows one of some tokens: `Authorization: Bearer TOKEN`.
 *
 * What is compared are digests, each to its end and with every token, so the time tells neither how much of a token was
 * right nor which one. `hono/bearer-auth` stops at the token that fits, and answers 400 to what it cannot read.
 *
 * @param tokens The tokens.
 * @returns The middleware. It answers 401, and notes the token's digest.
 * @throws {RangeError} For a token that is short or cannot be sent, which the message does not show, and for no tokens at
 * all, which would lock everybody out.
 */
export function requireToken(tokens: readonly string[]): MiddlewareHandler<ApiEnv> {
  checkTokens(tokens);
  let known: readonly string[] | undefined;

  return async (c, next) => {
    if (openPaths.has(c.req.path)) return next();
    const given = /^Bearer +(\S+)$/i.exec(c.req.header("Authorization") ?? "")?.[1];
    if (given === undefined) {
      throw refuse(401, "Cannot let you in: the header Authorization must be a bearer token", {
        "WWW-Authenticate": 'Bearer realm="proj"',
      });
    }
    known ??= await Promise.all(tokens.map(sha256));
    const digest = await sha256(given);
    let matches = 0;
    for (const each of known) matches |= Number(isSame(each, digest));
    if (matches === 0) {
      throw refuse(401, "Cannot let you in: the bearer token must be one that the service knows", {
        "WWW-Authenticate": 'Bearer realm="proj", error="invalid_token"',
      });
    }
    c.get("record").caller = digest;
    return next();
  };
}

/** Whether two digests are the same, in a time that does not depend on them. */
function isSame(a: string, b: string): boolean {
  let difference = 0;
  for (let index = 0; index < a.length; index++) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
}

function checkTokens(tokens: readonly string[]): void {
  const requirement = `at least ${leastLength} letters, digits and -._~+/=`;
  if (tokens.length === 0) {
    throw new RangeError(
      `Cannot ask for tokens: there must be at least one, of ${requirement}, received none`,
    );
  }
  for (const [index, token] of tokens.entries()) {
    if (token.length >= leastLength && tokenPattern.test(token)) continue;
    const received = token.length < leastLength ? `${token.length} characters` : "others";
    const subject = `token ${index + 1} of ${tokens.length}`;
    throw new RangeError(`Cannot ask for tokens: ${subject} must be ${requirement}, received ${received}`);
  }
}
