/** What the program's exit codes mean. A run that a signal stopped ends with 128 plus the signal's number. */
export const exitCodes = { ok: 0, failure: 1, usage: 2 } as const;

/** What was asked for makes no sense as written. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** A signal stopped the work; it was left in order. */
export class InterruptedError extends Error {
  override name = "InterruptedError";
  readonly exitCode: number;

  constructor(message: string, signal: "SIGINT" | "SIGTERM") {
    super(message);
    this.exitCode = 128 + (signal === "SIGINT" ? 2 : 15);
  }
}
