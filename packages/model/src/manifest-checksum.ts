import type { Manifest } from "./manifest.ts";
import { parseManifest } from "./parse-manifest.ts";
import { serializeManifest } from "./serialize-manifest.ts";
import { sha256Hex } from "./sha256.ts";

/** What stands in the place of the checksum while it is computed. */
const blank = "0".repeat(64);

/** A manifest with its own checksum, and the text that the checksum is of. */
export interface SealedManifest {
  readonly manifest: Manifest;
  /** The text of `manifest.json`. */
  readonly text: string;
}

/**
 * Fills in a manifest's checksum of itself: the SHA-256 of its text with zeros in the checksum's place.
 *
 * @param manifest The manifest; a checksum that it has is replaced.
 * @returns The manifest as it reads back, and its text.
 * @throws {ArtifactError} As `serializeManifest` does.
 */
export async function sealManifest(manifest: Omit<Manifest, "checksum">): Promise<SealedManifest> {
  const unsealed = serializeManifest({ ...manifest, checksum: blank });
  const text = replaceChecksum(unsealed, blank, await sha256Hex(new TextEncoder().encode(unsealed)));
  return { manifest: parseManifest(JSON.parse(text)), text };
}

/**
 * Whether a manifest's text is the one that was sealed.
 *
 * @param text The text of `manifest.json`.
 * @param checksum The checksum that it holds.
 * @returns False where anything in the text was changed.
 */
export async function isSealed(text: string, checksum: string): Promise<boolean> {
  return (await sha256Hex(new TextEncoder().encode(replaceChecksum(text, checksum, blank)))) === checksum;
}

/** The checksum is the text's last field. */
function replaceChecksum(text: string, from: string, to: string): string {
  const start = text.lastIndexOf(from);
  return start === -1 ? text : text.slice(0, start) + to + text.slice(start + from.length);
}
