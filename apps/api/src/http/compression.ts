/** The length below which an answer fits into one packet, and compression gains nothing. */
const leastLength = 1024;

const gzipPattern = /(?:^|,)\s*(?:x-)?gzip\s*(?:;\s*q\s*=\s*([0-9.]+)\s*)?(?:,|$)/i;
const anyPattern = /(?:^|,)\s*\*\s*(?:;\s*q\s*=\s*([0-9.]+)\s*)?(?:,|$)/;

/**
 * Whether a client takes gzip: it names it, or anything, and with a quality above 0.
 *
 * `hono/compress` asks the same of an answer that is made, and sets headers on it, which makes a new one of it.
 *
 * Source: RFC 9110, section 12.5.3.
 *
 * @param acceptEncoding The value of `Accept-Encoding`, if there is one.
 */
export function acceptsGzip(acceptEncoding = ""): boolean {
  const accepted = gzipPattern.exec(acceptEncoding) ?? anyPattern.exec(acceptEncoding);
  return accepted !== null && Number(accepted[1] ?? 1) > 0;
}

/** The answer, compressed with gzip while it is sent; null where it is not long enough. */
export function compressed(body: string | Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array> | null {
  if (body.length <= leastLength) return null;
  return new Blob([body]).stream().pipeThrough(new CompressionStream("gzip"));
}
