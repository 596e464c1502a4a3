import type { Readable } from "node:stream";

/**
 * Reads the body of a request on Node in one piece.
 *
 * `Request.arrayBuffer` copies what it has read once more, and takes more steps.
 *
 * @param incoming The request.
 * @returns The body.
 * @throws {Error} Where the client leaves before that.
 */
export function readIncoming(incoming: Readable): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const take = (chunk: Buffer): void => {
      chunks.push(chunk);
    };
    const finish = (): void => {
      forget();
      const [first] = chunks;
      if (first !== undefined && chunks.length === 1) {
        // A copy: it lies in a block of memory that others share, and garbage collection suffers where it stays there.
        resolve(new Uint8Array(first));
      } else {
        const { buffer, byteOffset, length } = Buffer.concat(chunks);
        // What reads bytes is faster where it meets one kind of array alone.
        resolve(new Uint8Array(buffer, byteOffset, length));
      }
    };
    const fail = (error?: Error): void => {
      forget();
      reject(error ?? new Error("Cannot read the body: the client left"));
    };
    const forget = (): void => {
      incoming.off("data", take).off("end", finish).off("error", fail).off("close", fail);
    };
    // Not at the last byte: an answer that overtakes the end of its request makes the server look after what may come.
    incoming.on("data", take).on("end", finish).on("error", fail).on("close", fail);
    if (incoming.destroyed) fail();
  });
}
