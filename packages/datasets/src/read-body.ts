/** Choices of {@linkcode readBody}. */
export interface ReadBodyOptions {
  /** The most bytes to take. */
  readonly maxBytes: number;
  /** Called with the number of bytes so far and of all, `null` where that is not known, each time some arrive. */
  readonly onBytes?: ((bytes: number, total: number | null) => void) | undefined;
}

/**
 * Reads the body of a response, and stops where it grows larger than it may be.
 *
 * @param response A response whose body nobody has read.
 * @param options The limit, and whom to tell.
 * @returns The body.
 * @throws {RangeError} If the body is longer than the limit.
 * @throws Whatever the connection fails with, and whatever `options.onBytes` throws.
 */
export async function readBody(
  response: Response,
  options: ReadBodyOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { maxBytes, onBytes } = options;
  // Of a body that is compressed on its way, the length speaks of what travels and not of what is read here.
  const length = response.headers.has("content-encoding") ? null : response.headers.get("content-length");
  const total = length === null ? null : Number(length);
  const reader = response.body?.getReader();
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  let finished = false;
  try {
    onBytes?.(0, total);
    while (reader) {
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.length;
      if (bytes > maxBytes) {
        throw new RangeError(`Cannot read the answer: it may take ${maxBytes} bytes, received more`);
      }
      pieces.push(value);
      onBytes?.(bytes, total);
    }
    finished = true;
  } finally {
    // Lets go of the connection; one that failed cannot be let go of, which is as good.
    if (!finished) await reader?.cancel().catch(() => undefined);
  }
  const body = new Uint8Array(bytes);
  let filled = 0;
  for (const piece of pieces) {
    body.set(piece, filled);
    filled += piece.length;
  }
  return body;
}
