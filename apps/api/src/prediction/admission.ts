import type { MiddlewareHandler } from "hono";
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
 * @returns The middleware. It answers 429 or 503, with `Retry-After`.
 */
export function createAdmission(
  maxInFlight: number,
  gate: Gate,
  closing: AbortSignal | undefined,
): MiddlewareHandler<ApiEnv> {
  return async (_, next) => {
    if (closing?.aborted) {
      throw refuse(503, "Cannot predict: the service is closing; ask another one", {
        "Retry-After": "1",
        Connection: "close",
      });
    }
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
