import type { Context, MiddlewareHandler } from "hono";
import type { ApiEnv } from "../http/api-env.ts";
import type { Limits } from "../limits.ts";
import type { ModelRepository, ServedModel } from "../models/model-repository.ts";
import type { Gate } from "./gate.ts";

/** What the three protocols share. */
export interface Service {
  readonly models: ModelRepository;
  readonly limits: Limits;
  /** The service's name and version, for clients that ask. */
  readonly name: string;
  readonly version: string;
  /** Turns a request for predictions away where too many are at work, or the service is closing. */
  readonly admit: MiddlewareHandler<ApiEnv>;
  /** Counts the pixels of the pictures that are being read: a few kilobytes may unfold to many megabytes. */
  readonly pixels: Gate;
  /** How many requests for predictions are at work. */
  inFlight(): number;
  /** Whether the service can take requests: its models can, and it is not closing. */
  ready(): boolean;
  /**
   * Finds a model, loading it where that has not been done: only then is there a promise around it.
   *
   * @throws {UnknownModelError} Where there is no such model or version.
   * @throws {ModelUnavailableError} Where it cannot be loaded.
   * @throws {HTTPException} 503 where loading takes too long.
   */
  find(c: Context<ApiEnv>, name: string, version?: string): ServedModel | Promise<ServedModel>;
  /**
   * Predicts a batch that has been checked, without a promise around it where it is computed in one go.
   *
   * @throws {HTTPException} 400 where the model overflows, 503 where it takes too long.
   */
  predict(
    c: Context<ApiEnv>,
    model: ServedModel,
    inputs: Uint8Array | Float32Array,
    count: number,
  ): Float32Array | Promise<Float32Array>;
}
