/**
 * Why an artifact was refused.
 *
 * - `missing-file`: a file, or the whole folder, is not there.
 * - `unreadable`: a file is there and could not be read (a server's error, no permission).
 * - `too-large`: a file is larger than the limit for its kind.
 * - `checksum`: a file's bytes are not the bytes that the manifest describes.
 * - `newer-format`: the artifact was written by a newer version of this package.
 * - `invalid-manifest`: the manifest is not JSON, or a field is not as the format says.
 * - `invalid-model`: `model.json` and `weights.bin` do not make a model, or not the one in the manifest.
 * - `unsafe-name`: the manifest names a file outside the artifact's folder.
 * - `not-an-artifact`: the folder to write to holds something else.
 * - `write-failed`: the system refused a write; what stood there before is unchanged.
 */
export type ArtifactErrorCode =
  | "missing-file"
  | "unreadable"
  | "too-large"
  | "checksum"
  | "newer-format"
  | "invalid-manifest"
  | "invalid-model"
  | "unsafe-name"
  | "not-an-artifact"
  | "write-failed";

/**
 * An artifact that cannot be read or written, with the reason as a code to branch on.
 *
 * @example
 * ```ts
 * import { ArtifactError, readArtifact, urlReader } from "@proj/model";
 *
 * try {
 *   await readArtifact(urlReader("https://example.com/models/odd-digits/"));
 * } catch (error) {
 *   if (error instanceof ArtifactError && error.code === "newer-format") {
 *     // keep serving the version that is loaded
 *   } else throw error;
 * }
 * ```
 */
export class ArtifactError extends Error {
  /** The class's name, which a stack trace shows. */
  override readonly name = "ArtifactError";
  /** Why the artifact was refused. */
  readonly code: ArtifactErrorCode;
  /** The file that the error is about, as named inside the artifact; `null` where it is about the folder. */
  readonly fileName: string | null;

  /**
   * Makes the error.
   *
   * @param code Why the artifact was refused.
   * @param fileName The file that the error is about, or `null` for the folder.
   * @param message What was wanted and what was found.
   * @param options The cause, where there is one.
   */
  constructor(code: ArtifactErrorCode, fileName: string | null, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.fileName = fileName;
  }
}
