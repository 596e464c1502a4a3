import type { Context } from "hono";
import type { ApiEnv } from "../http/api-env.ts";
import { refuse } from "../http/refuse.ts";
import { clientKey } from "./client-key.ts";
import type { RateLimiter } from "./rate-limiter.ts";

/** Refuses a request of somebody who asks too often. */
export type RateCheck = (c: Context<ApiEnv>) => Promise<void>;

/** Seconds to wait where the limiter does not know them: the shortest period of the one on Workers. */
const unknownSeconds = 10;

/**
 * Makes the check that a caller does not ask too often. Callers are told apart by their tokens, without one by their
 * addresses.
 *
 * @param limiter Counts the requests.
 * @param clientAddress Tells the address of a request's client.
 * @returns The check. It throws 429, with `Retry-After`.
 */
export function createRateCheck(
  limiter: RateLimiter,
  clientAddress: (c: Context<ApiEnv>) => string | undefined,
): RateCheck {
  return async (c) => {
    const record = c.get("record");
    const { caller } = record;
    const key = caller === null ? `client:${clientKey(clientAddress(c))}` : `token:${caller.slice(0, 32)}`;
    const { success, retryAfterSeconds = unknownSeconds } = await limiter.limit({ key });
    if (success) return;
    record.reason = "rate";
    throw refuse(
      429,
      `Cannot predict: a client may not ask that often; ask again in ${retryAfterSeconds} seconds`,
      { "Retry-After": String(retryAfterSeconds) },
    );
  };
}
