/**
 * Computes the SHA-256 of some bytes.
 *
 * @param bytes The bytes.
 * @returns 64 lower-case hexadecimal digits.
 * @throws {Error} Where the platform has no Web Crypto: a web page that came over plain HTTP.
 */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (globalThis.crypto?.subtle === undefined) {
    throw new Error(
      "Cannot compute a SHA-256: Web Crypto must be there, received none; serve the page over HTTPS or from localhost",
    );
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
