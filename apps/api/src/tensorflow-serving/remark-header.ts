import type { ManifestClass } from "@proj/model";
import { untrainedRemark } from "../prediction/untrained-remark.ts";

/** The header that carries the remark: the protocol's answers have no room for one. */
export const remarkHeaderName = "X-Model-Remark";

/**
 * The header of a prediction by a model that has classes which it never learned.
 *
 * @param classes The manifest's classes.
 * @returns The header; none where all classes were supervised. Letters that no header can hold are percent-encoded.
 */
export function remarkHeader(classes: readonly ManifestClass[]): Record<string, string> {
  const remark = untrainedRemark(classes);
  if (remark === null) return {};
  return { [remarkHeaderName]: remark.replace(/[^\x20-\x7e]+/g, percentEncoded) };
}

/** Unlike `encodeURIComponent`, it takes any text: half a letter becomes the replacement character. */
function percentEncoded(text: string): string {
  return Array.from(
    new TextEncoder().encode(text),
    (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
  ).join("");
}
