import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { ContenderWord } from "./contender.ts";

/** A contender in a process of its own: what one leaves behind disturbs no other, and it idles until its turn. */
export interface ContenderProcess {
  /** What it says of what it runs on. */
  readonly adapter: string;
  /** Trains for a while, in whole epochs, and returns the milliseconds of a step. */
  epoch(): Promise<number>;
  stop(): void;
}

/**
 * Starts a contender and has it warm up.
 *
 * @param command The command and its arguments.
 * @returns The contender.
 * @throws {Error} Where it ends before it is ready; the message is the last line that it wrote to its error output.
 */
export async function startContender([program = "", ...args]: readonly string[]): Promise<ContenderProcess> {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors = `${errors}${chunk}`.slice(-4000);
  });
  const ended = Promise.race([once(child, "error"), once(child, "close")]).then(() => {
    const reason = errors.match(/^.*Error: .*$/m)?.[0] ?? errors.trim().split("\n").at(-1) ?? "";
    throw new Error(reason || `${program} cannot be started`);
  });
  ended.catch(() => undefined); // whoever waits for a word hears of it
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const word = async (): Promise<ContenderWord> => {
    for (;;) {
      const { value } = await Promise.race([lines.next(), ended]);
      // Drivers and libraries greet on the same output.
      if (value?.startsWith("{")) return JSON.parse(value) as ContenderWord;
      if (value === undefined) await ended;
    }
  };
  const first = await word();
  return {
    adapter: "adapter" in first ? first.adapter : "",
    async epoch() {
      child.stdin.write("epoch\n");
      const next = await word();
      return "milliseconds" in next ? next.milliseconds : Number.NaN;
    },
    stop: () => void child.kill(),
  };
}
