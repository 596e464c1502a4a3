/** Writes lines to a log, without ever holding anybody up. */
export interface LineWriter {
  /** Takes one line, without its end. */
  write(line: string): void;
  /** Waits until all lines are written. */
  flush(): Promise<void>;
}

/** How much may wait to be written, in characters: a reader that stands still is not to fill the memory. */
const maxWaiting = 2 ** 20;

/**
 * Makes a writer: while one text is on its way, lines gather, and then go together.
 *
 * `pino` with `sonic-boom` does this on Node, and is not made for the other runtimes.
 *
 * @param send Writes a text, and settles when it has been taken. What it throws is dropped: a log that is gone stops no service.
 * @returns The writer. Lines that come while too much waits are dropped, and counted in a line of their own.
 */
export function createLineWriter(send: (text: string) => Promise<void>): LineWriter {
  let waiting = "";
  let dropped = 0;
  let sending: Promise<void> | undefined;

  async function sendAll(): Promise<void> {
    // One turn later, so that what comes at the same time goes together.
    await Promise.resolve();
    while (waiting !== "") {
      const text = waiting;
      waiting = "";
      await send(text).catch(() => {});
      if (dropped === 0) continue;
      waiting += `${JSON.stringify({ time: new Date().toISOString(), level: "warn", message: `${dropped} lines of the log were dropped: they are not read fast enough` })}\n`;
      dropped = 0;
    }
    sending = undefined;
  }

  return {
    write(line) {
      if (waiting.length + line.length > maxWaiting) {
        dropped++;
        return;
      }
      waiting += `${line}\n`;
      sending ??= sendAll();
    },
    flush: async () => sending,
  };
}
