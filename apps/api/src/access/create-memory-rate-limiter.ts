import type { RateLimiter } from "./rate-limiter.ts";

/** How much each client may ask. */
export interface MemoryRateLimiterOptions {
  /** So many requests, at once or one after another, ... */
  readonly requests: number;
  /** ... in so many seconds: whoever has used them all gets one more every `seconds / requests`. */
  readonly seconds: number;
  /** How many clients are remembered. Beyond it, the one that was silent for the longest is forgotten. Default 10,000. */
  readonly maxClients?: number;
}

/** What a client may still ask, and when that was so. */
interface Bucket {
  readonly left: number;
  readonly at: number;
}

/**
 * Makes a rate limit for one process, in memory: each client has a bucket of tokens, which fills at a steady rate.
 *
 * @param options How much each client may ask.
 * @param now The time in milliseconds.
 * @returns The limiter.
 * @throws {RangeError} For a number that is not above 0, or is no whole one where it counts something.
 *
 * @example
 * ```ts
 * import { createMemoryRateLimiter } from "@proj/api";
 *
 * const limiter = createMemoryRateLimiter({ requests: 1, seconds: 60 });
 * console.log((await limiter.limit({ key: "192.0.2.1" })).success); // true
 * console.log((await limiter.limit({ key: "192.0.2.1" })).success); // false
 * ```
 */
export function createMemoryRateLimiter(
  { requests, seconds, maxClients = 10_000 }: MemoryRateLimiterOptions,
  now: () => number = () => performance.now(),
): RateLimiter {
  check(
    "requests",
    "a whole number of at least 1",
    requests,
    Number.isSafeInteger(requests) && requests >= 1,
  );
  check("seconds", "a number above 0", seconds, Number.isFinite(seconds) && seconds > 0);
  check(
    "maxClients",
    "a whole number of at least 1",
    maxClients,
    Number.isSafeInteger(maxClients) && maxClients >= 1,
  );
  const msEach = (seconds * 1000) / requests;
  /** Whoever asked the longest ago comes first. */
  const buckets = new Map<string, Bucket>();

  /** Forgets whose bucket is full again, and whom there is no room for. */
  function forget(time: number): void {
    for (const [key, { at }] of buckets) {
      if (buckets.size <= maxClients && time - at < seconds * 1000) return;
      buckets.delete(key);
    }
  }

  return {
    async limit({ key }) {
      const time = now();
      const { left, at } = buckets.get(key) ?? { left: requests, at: time };
      const filled = Math.min(requests, left + Math.max(0, time - at) / msEach);
      const success = filled >= 1;
      const bucket = { left: success ? filled - 1 : filled, at: time };
      buckets.delete(key);
      buckets.set(key, bucket);
      forget(time);
      return success
        ? { success }
        : { success, retryAfterSeconds: Math.max(1, Math.ceil(((1 - filled) * msEach) / 1000)) };
    },
  };
}

function check(name: string, requirement: string, received: number, isMet: boolean): void {
  if (isMet) return;
  throw new RangeError(`Cannot limit the rate: ${name} must be ${requirement}, received ${received}`);
}
