import { constants } from "node:os";
import process from "node:process";

const signals = ["SIGTERM", "SIGINT"] as const;

/**
 * Waits for somebody to ask the process to end: `SIGTERM`, or Ctrl-C. The one after it ends the process at once, with 128 and
 * the signal's number as its exit code.
 *
 * @returns Which one came.
 */
export function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let isFirst = true;
    for (const signal of signals) {
      process.on(signal, () => {
        if (!isFirst) process.exit(128 + constants.signals[signal]);
        isFirst = false;
        resolve(signal);
      });
    }
  });
}
