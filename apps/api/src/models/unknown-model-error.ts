import { shorten } from "./model-name.ts";

/**
 * A model, or a version of one, that the service does not have.
 *
 * @example
 * ```ts
 * import { type ModelRepository, UnknownModelError } from "@proj/api";
 *
 * async function exists(models: ModelRepository, name: string): Promise<boolean> {
 *   try {
 *     await models.get(name);
 *     return true;
 *   } catch (error) {
 *     if (error instanceof UnknownModelError) return false;
 *     throw error;
 *   }
 * }
 * ```
 */
export class UnknownModelError extends Error {
  /** The class's name, which a stack trace shows. */
  override readonly name = "UnknownModelError";
  /** The model that was asked for, as it was asked for. */
  readonly modelName: string;
  /** The version that was asked for, or null. */
  readonly version: string | null;

  /**
   * Makes the error.
   *
   * @param modelName The model that was asked for.
   * @param version The version that was asked for, where the model is there and the version is not.
   */
  constructor(modelName: string, version: string | null = null) {
    super(
      version === null
        ? `Cannot find the model: it must be one that is served, received ${shorten(modelName)}`
        : `Cannot find the model ${modelName}: the version must be one that is served, received ${shorten(version)}`,
    );
    this.modelName = modelName;
    this.version = version;
  }
}
