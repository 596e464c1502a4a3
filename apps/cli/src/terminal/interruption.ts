import process from "node:process";
import type { Terminal } from "./terminal.ts";

/** Turns the first Ctrl-C (or SIGTERM) into an abort, so that work can be left in order; the second one ends the process. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** The signal that came, or `null`. */
  readonly received: "SIGINT" | "SIGTERM" | null;
  /** Stops listening: signals end the process again. */
  release(): void;
}

/**
 * Listens for interruptions until released.
 *
 * @param terminal Where the first one is answered.
 * @returns The interruption.
 */
export function onInterruption(terminal: Terminal): Interruption {
  const controller = new AbortController();
  let received: Interruption["received"] = null;
  const stop = (name: "SIGINT" | "SIGTERM") => (): void => {
    received = name;
    release();
    terminal.note(
      `\n${name === "SIGINT" ? "Ctrl-C" : name}: stopping after the steps under way; once more ends at once.\n`,
    );
    controller.abort();
  };
  const listeners = { SIGINT: stop("SIGINT"), SIGTERM: stop("SIGTERM") };
  function release(): void {
    process.removeListener("SIGINT", listeners.SIGINT);
    process.removeListener("SIGTERM", listeners.SIGTERM);
  }
  process.on("SIGINT", listeners.SIGINT);
  process.on("SIGTERM", listeners.SIGTERM);
  return {
    signal: controller.signal,
    get received() {
      return received;
    },
    release,
  };
}
