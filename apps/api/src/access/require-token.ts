import type { MiddlewareHandler } from "hono";
import type { ApiEnv } from "../http/api-env.ts";
import { refuse } from "../http/refuse.ts";
import { sha256 } from "../http/sha256.ts";
import { findToken, longestToken, tokenCodes } from "./find-token.ts";

/** The fewest characters of a token: 16 of 64 different ones are 96 bits. */
const leastLength = 16;

/** What a token may be made of, for it to be sent at all. Source: RFC 6750, section 2.1. */
const tokenPattern = /^[\w.~+/-]+=*$/;

/**
 * What is answered without a token: whoever decides on the service's life learns two truths, and a browser, which has no token to
 * show, reads what is the same for every service.
 */
const openPaths: ReadonlySet<string> = new Set([
  "/v2/health/live",
  "/v2/health/ready",
  "/openapi.json",
  "/docs",
]);

/**
 * Makes the check that a request shows one of some tokens: `Authorization: Bearer TOKEN`.
 *
 * The time that it takes tells neither how much of a token was right nor which one.
 *
 * @param tokens The tokens.
 * @returns The middleware. It answers 401, and notes the digest of the token that fits.
 * @throws {RangeError} For a token that is short or cannot be sent, which the message does not show, and for no tokens at
 * all, which would lock everybody out.
 */
export function requireToken(tokens: readonly string[]): MiddlewareHandler<ApiEnv> {
  checkTokens(tokens);
  const distinct = [...new Set(tokens)];
  const known = distinct.map(tokenCodes);
  const digests = new Map<number, string>();

  return async (c, next) => {
    if (openPaths.has(c.req.path)) return next();
    const given = /^Bearer +(\S+)$/i.exec(c.req.header("Authorization") ?? "")?.[1];
    if (given === undefined) {
      throw refuse(401, "Cannot let you in: the header Authorization must be a bearer token", {
        "WWW-Authenticate": 'Bearer realm="proj"',
      });
    }
    const found = given.length > longestToken ? -1 : findToken(known, tokenCodes(given));
    const token = distinct[found];
    if (token === undefined) {
      throw refuse(401, "Cannot let you in: the bearer token must be one that the service knows", {
        "WWW-Authenticate": 'Bearer realm="proj", error="invalid_token"',
      });
    }
    const digest = digests.get(found) ?? (await sha256(token));
    digests.set(found, digest);
    c.get("record").caller = digest;
    return next();
  };
}

function checkTokens(tokens: readonly string[]): void {
  const requirement = `${leastLength} to ${longestToken} letters, digits and -._~+/=`;
  if (tokens.length === 0) {
    throw new RangeError(
      `Cannot ask for tokens: there must be at least one, of ${requirement}, received none`,
    );
  }
  for (const [index, token] of tokens.entries()) {
    const isOfLength = token.length >= leastLength && token.length <= longestToken;
    if (isOfLength && tokenPattern.test(token)) continue;
    const received = isOfLength ? "others" : `${token.length} characters`;
    const subject = `token ${index + 1} of ${tokens.length}`;
    throw new RangeError(`Cannot ask for tokens: ${subject} must be ${requirement}, received ${received}`);
  }
}
