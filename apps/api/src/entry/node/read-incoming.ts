import type { IncomingMessage } from "node:http";
import type { Deadlines } from "./deadlines.ts";

/**
 * Reads a body from Node's own request. The request that `@hono/node-server` makes of it listens for more events and copies
 * the body, which a small request spends 2 microseconds on.
 *
 * @param incoming Node's request.
 * @param deadlines What its deadline is one of.
 * @param ms How long it may take, in milliseconds.
 * @param late Makes the error to throw when the time is over.
 * @returns The body, as it was sent; `null` where somebody has read of it or the client has left, which the other reader can deal
 * with.
 * @throws {Error} Where the client leaves before its end, or what `late` made.
 */
export function readIncoming(
  incoming: IncomingMessage,
  deadlines: Deadlines,
  ms: number,
  late: () => Error,
): Promise<Uint8Array> | null {
  if (incoming.destroyed || incoming.readableDidRead) return null;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const inTime = deadlines(ms, () => reject(late()));
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      inTime();
      const [only] = chunks;
      resolve(only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks));
    });
    // Always the last event. Node has no `error` for who does not listen for one.
    incoming.on("close", () => {
      if (incoming.readableEnded) return;
      inTime();
      reject(new Error("Cannot read the body: the client must stay, and has left"));
    });
  });
}
