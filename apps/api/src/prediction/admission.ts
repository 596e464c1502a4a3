import type { MiddlewareHandler } from "hono";
import type { RateCheck } from "../access/rate-check.ts";
import type { ApiEnv } from "../http/api-env.ts";
import { refuse } from "../http/refuse.ts";
import type { Gate } from "./gate.ts";

/**
 * Makes the gate in front of predictions: it counts the requests at work and turns away what is too many, before a byte
 * of the body is read. Nothing waits in line.
 *
 * @param maxInFlight Requests at work at the same time, for the message.
 * @param gate The gate with that much room.
 * @param closing Aborted where the service takes no more requests; those at work finish.
 * @param checkRate Refuses a caller who asks too often; left out, nobody does.
 * @returns The middleware. It answers 429 or 503, with `Retry-After`.
 */
export function createAdmission(
  maxInFlight: number,
  gate: Gate,
  closing: AbortSignal | undefined,
  checkRate: RateCheck | undefined,
): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    if (closing?.aborted) {
      c.get("record").reason = "closing";
      throw refuse(503, "Cannot predict: the service is closing; ask another one", {
        "Retry-After": "1",
        Connection: "close",
      });
    }
    if (checkRate !== undefined) await checkRate(c);
    const leave = gate.enter(1);
    if (leave === null) {
      throw refuse(
        429,
        `Cannot predict: at most ${maxInFlight} requests may be at work at the same time; ask again in a second`,
        { "Retry-After": "1" },
      );
    }
    try {
      await next();
    } finally {
      leave();
    }
  };
}
