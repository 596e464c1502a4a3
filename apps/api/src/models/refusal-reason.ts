import { ArtifactError, type ArtifactErrorCode } from "@proj/model";

const reasons: Readonly<Record<ArtifactErrorCode, string>> = {
  "missing-file": "is missing",
  unreadable: "cannot be read",
  "too-large": "is larger than this service allows",
  checksum: "is damaged or was replaced",
  "newer-format": "has a format newer than this service knows",
  "invalid-manifest": "is not a valid manifest",
  "invalid-model": "does not make a model that fits its manifest",
  "unsafe-name": "names a file outside of the model",
  "not-an-artifact": "is not a model",
  "write-failed": "cannot be written",
};

/**
 * Says to a client why a model cannot be loaded.
 *
 * An error's own message may name folders of the server and its addresses, which are nobody's business.
 *
 * @param error What was thrown.
 * @returns The end of a sentence: `weights.bin is damaged or was replaced`.
 */
export function refusalReason(error: unknown): string {
  if (!(error instanceof ArtifactError)) return "it could not be loaded";
  return `${error.fileName ?? "its folder"} ${reasons[error.code]}`;
}
