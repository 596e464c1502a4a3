import type { Context, TypedResponse } from "hono";
import type { ApiEnv } from "./api-env.ts";

/** The answer to what is refused, in every protocol. */
export interface Refusal {
  /** What was wanted and what was found. */
  readonly error: string;
}

/** The statuses of what is refused. */
export type RefusalStatus = 400 | 401 | 404 | 405 | 408 | 413 | 415 | 429 | 500 | 503;

/** A JSON answer, or what any request may get instead: for the types of routes, which a client reads. */
export type Answered<Body> =
  | (Response & TypedResponse<Body, 200, "json">)
  | (Response & TypedResponse<Refusal, RefusalStatus, "json">);

/** A request to a route, with what a client has to send: `json`, `query`. Only types: the route checks it itself. */
export type Asked<Path extends string, Input extends object> = Context<ApiEnv, Path, { in: Input }>;
