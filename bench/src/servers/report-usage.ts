import process from "node:process";

/** What a server's process has used. */
export interface Usage {
  /** Milliseconds of processor time since it started. */
  readonly cpuMs: number;
  /** Bytes of memory that it holds now. */
  readonly rss: number;
}

/**
 * Tells the process that started this one where the server listens, how much it uses when it asks, and ends when it says so
 * or is gone.
 *
 * @param url Where the server listens.
 * @param close Ends the server.
 */
export function reportUsage(url: string, close: () => Promise<void>): void {
  const end = async (): Promise<void> => {
    await close();
    process.disconnect?.();
  };
  process.on("message", (message) => {
    if (message === "stop") return void end();
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMs: (user + system) / 1000, rss: process.memoryUsage.rss() } satisfies Usage);
  });
  process.once("disconnect", () => process.exit());
  process.send?.({ url });
}
