/**
 * A model that is there and cannot serve.
 *
 * The message is for clients: it names files of the model and no place on the server. `cause` is for the log.
 *
 * @example
 * ```ts
 * import { type ModelRepository, ModelUnavailableError } from "@proj/api";
 *
 * async function status(models: ModelRepository, name: string): Promise<string> {
 *   try {
 *     return `serving version ${(await models.get(name)).version}`;
 *   } catch (error) {
 *     if (error instanceof ModelUnavailableError) return error.reason;
 *     throw error;
 *   }
 * }
 * ```
 */
export class ModelUnavailableError extends Error {
  /** The class's name, which a stack trace shows. */
  override readonly name = "ModelUnavailableError";
  /** The model. */
  readonly modelName: string;
  /** The version; null where no version in particular was to blame. */
  readonly version: string | null;
  /** What is wrong with it, for clients: `weights.bin is damaged or was replaced`. */
  readonly reason: string;
  /** After how many milliseconds it is tried again; asking sooner gives the same answer. */
  readonly retryAfterMs: number;

  /**
   * Makes the error.
   *
   * @param modelName The model.
   * @param version The version, or null.
   * @param reason What is wrong with it, for clients.
   * @param retryAfterMs After how many milliseconds it is tried again.
   * @param options The cause, for the log.
   */
  constructor(
    modelName: string,
    version: string | null,
    reason: string,
    retryAfterMs: number,
    options?: ErrorOptions,
  ) {
    const subject =
      version === null ? `the model ${modelName}` : `version ${version} of the model ${modelName}`;
    super(`Cannot use ${subject}: it must be fit to serve, but ${reason}`, options);
    this.modelName = modelName;
    this.version = version;
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}
