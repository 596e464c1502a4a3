/** Compressed bytes handed over at once: some runtimes inflate a whole piece, up to 1,032 times as large, in one go. */
const pieceBytes = 16 * 1024;

/** Whether bytes start like a gzip file. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Inflates a gzip file piece by piece, so that whoever asks for the pieces can stop before a small file fills the
 * memory.
 *
 * @param bytes A gzip file.
 * @param name What an error message calls the file.
 * @returns The content, in pieces of any length.
 * @throws {Error} If the data are damaged, cut short, followed by something else, or do not match the checksum at their
 * end; the pieces that came before are then worthless.
 *
 * Source: RFC 1952.
 */
export async function* inflateGzip(bytes: Uint8Array, name: string): AsyncGenerator<Uint8Array> {
  const stream = new DecompressionStream("gzip");
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  // What goes wrong with writing goes wrong with reading too, which is where it is told.
  writeAll(bytes, writer).catch(() => undefined);
  let open = true;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        open = false;
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(
          `Cannot read ${name}: a gzip file must be whole and match its checksum, received "${reason}". The file is damaged, cut short or followed by other bytes; get it again`,
          { cause: error },
        );
      });
      if (done) break;
      yield value;
    }
    open = false;
  } finally {
    if (open) await Promise.allSettled([reader.cancel(), writer.abort()]);
  }
}

async function writeAll(
  bytes: Uint8Array,
  writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>,
): Promise<void> {
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    // A copy, because a stream takes no view on shared memory.
    await writer.write(new Uint8Array(bytes.subarray(start, start + pieceBytes)));
  }
  await writer.close();
}
