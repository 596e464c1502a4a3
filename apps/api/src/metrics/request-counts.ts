import type { Context } from "hono";
import type { ApiEnv } from "../http/api-env.ts";
import { Counter } from "./counter.ts";
import { Histogram } from "./histogram.ts";

/** Methods that may be a label; any text may be sent as one. */
const knownMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "OPTIONS"]);

/** Why a request was refused, by its status, where nothing closer is known. */
const reasons: Readonly<Record<number, string>> = {
  400: "input",
  401: "token",
  404: "unknown",
  405: "method",
  408: "slow",
  413: "size",
  415: "type",
  429: "busy",
  500: "mistake",
  503: "model",
};

/**
 * What is counted of requests.
 *
 * Labels are routes' patterns, statuses, and the models that the service has: nothing that a client can make up.
 */
export class RequestCounts {
  /** Requests that were answered. */
  readonly requests = new Counter("route", "method", "status");
  /** Seconds that answers took to be made. */
  readonly seconds = new Histogram(
    "route",
    [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  );
  /** Requests that were refused. */
  readonly refusals = new Counter("status", "reason");
  /** Inputs of the predictions that were made. */
  readonly inputs = new Histogram("model", [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]);
  /** Bytes of the bodies that were read. */
  bodyBytes = 0;

  /**
   * Counts a request, its answer having been made.
   *
   * @param c The request.
   */
  count(c: Context<ApiEnv>): void {
    const { status, route, model, inputs, bodyBytes, error, reason } = c.get("record");
    const { method } = c.req;
    this.requests.add(1, route ?? "none", knownMethods.has(method) ? method : "other", String(status));
    this.seconds.observe(c.get("timings").total() / 1000, route ?? "none");
    if (bodyBytes !== null) this.bodyBytes += bodyBytes;
    if (inputs !== null && model !== null) this.inputs.observe(inputs, model);
    if (error !== null) this.refusals.add(1, String(status), reason ?? reasons[status] ?? "other");
  }
}
