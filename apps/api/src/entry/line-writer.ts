/** Writes lines to a log, without ever holding anybody up. */
export interface LineWriter {
  /** Takes one line, without its end. */
  write(line: string): void;
  /** Waits until all lines are written. */
  flush(): Promise<void>;
}

/** How much may wait to be written, in characters: a reader that stands still is not to fill the memory. */
const maxWaiting = 2 ** 20;

/** How long lines gather, in milliseconds: writing each by itself would take as long as a small request. */
const gatherMs = 20;

/**
 * Makes a writer: lines gather for a moment, and as long as a text is on its way, and then go together.
 *
 * `pino` with `sonic-boom` does this on Node, and is not made for the other runtimes.
 *
 * @param send Writes a text, and settles when it has been taken. What it throws is dropped: a log that is gone stops no service.
 * @returns The writer. Lines that come while too much waits are dropped, and counted in a line of their own.
 */
export function createLineWriter(send: (text: string) => Promise<void>): LineWriter {
  let waiting = "";
  let dropped = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending: Promise<void> | undefined;

  async function sendAll(): Promise<void> {
    while (waiting !== "") {
      const text = waiting;
      waiting = "";
      await send(text).catch(() => {});
      if (dropped === 0) continue;
      const message = `${dropped} lines of the log were dropped: they are not read fast enough`;
      waiting += `${JSON.stringify({ time: new Date().toISOString(), level: "warn", message })}\n`;
      dropped = 0;
    }
    sending = undefined;
  }

  function start(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting !== "") sending ??= sendAll();
  }

  return {
    write(line) {
      if (waiting.length + line.length > maxWaiting) {
        dropped++;
        return;
      }
      waiting += `${line}\n`;
      if (sending === undefined) timer ??= setTimeout(start, gatherMs);
    },
    async flush() {
      start();
      await sending;
    },
  };
}
