import type { Context } from "hono";
import type { ApiEnv } from "../http/api-env.ts";

/** One request, for a log. It holds nothing of the body, of the query and of tokens. */
export interface RequestEntry {
  /** When the answer had been made, in ISO 8601. */
  readonly time: string;
  /** The request's id, which its answer has in `X-Request-Id`. */
  readonly id: string;
  /** The method. */
  readonly method: string;
  /** The address, without a query. */
  readonly path: string;
  /** The pattern that the address fits: `/v2/models/:model/infer`; null where none does. */
  readonly route: string | null;
  /** The answer's status. */
  readonly status: number;
  /** How long the answer took to be made, in milliseconds. */
  readonly ms: number;
  /** The client's address; null where nobody told it. */
  readonly client: string | null;
  /** The model that was asked, where the service has it. */
  readonly model: string | null;
  /** Its version. */
  readonly version: string | null;
  /** How many inputs were predicted. */
  readonly inputs: number | null;
  /** How long the body was, with `Content-Encoding` undone; null where none was read whole. */
  readonly bodyBytes: number | null;
  /** Why the request was refused; null where it was not. What was received instead is left out: it may be of the body. */
  readonly error: string | null;
}

/**
 * Puts down what is known of a request, its answer having been made.
 *
 * @param c The request.
 * @param client The client's address.
 */
export function requestEntry(c: Context<ApiEnv>, client: string | undefined): RequestEntry {
  const { route, status, model, version, inputs, bodyBytes, error } = c.get("record");
  return {
    time: new Date().toISOString(),
    id: c.get("requestId"),
    method: c.req.method,
    path: c.req.path,
    route,
    status,
    ms: Math.round(c.get("timings").total() * 1000) / 1000,
    client: client ?? null,
    model,
    version,
    inputs,
    bodyBytes,
    error: error?.replace(/(?:, received|instead of) .*$/s, "") ?? null,
  };
}
