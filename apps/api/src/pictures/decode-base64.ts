import { refuse } from "../http/refuse.ts";
import { describeValue } from "../json/describe-value.ts";

/**
 * Decodes base64.
 *
 * @param text The text, with or without padding.
 * @param name Where it stands, for the error message: `instances[2].b64`.
 * @returns The bytes.
 * @throws {HTTPException} 400 for anything but base64.
 */
export function decodeBase64(text: unknown, name: string): Uint8Array {
  if (typeof text === "string") {
    try {
      const letters = atob(text);
      return Uint8Array.from({ length: letters.length }, (_, index) => letters.charCodeAt(index));
    } catch {
      // The one message for both mistakes follows.
    }
  }
  throw refuse(400, `Cannot use the body: ${name} must be bytes in base64, received ${describeValue(text)}`);
}
