/**
 * The SHA-256 of some bytes.
 *
 * @param bytes The bytes.
 * @returns 64 lower-case hexadecimal digits.
 * @throws {Error} Where the platform has no Web Crypto: a web page that was not loaded over HTTPS.
 */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  if (globalThis.crypto?.subtle === undefined) {
    throw new Error(
      "Cannot compute a SHA-256: Web Crypto must be available, received none; serve the page over HTTPS",
    );
  }
  // Web Crypto takes no view on shared memory, hence the copy.
  const { buffer, byteOffset, byteLength } = bytes;
  const input =
    buffer instanceof ArrayBuffer ? new Uint8Array(buffer, byteOffset, byteLength) : new Uint8Array(bytes);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", input));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
