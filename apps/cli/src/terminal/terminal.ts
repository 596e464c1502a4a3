import process from "node:process";
import pc from "picocolors";

/** picocolors' functions, which colour or leave alone. */
export type Colors = ReturnType<typeof pc.createColors>;

/** Where a command writes: results to one stream, everything else to another, so that `proj ... --json | jq` works. */
export interface Terminal {
  /** Writes a part of the result (standard output). */
  print(text: string): void;
  /** Writes what accompanies it: progress, notices, errors (standard error). */
  note(text: string): void;
  /** Whether notes go to a terminal on which a line can be written over. */
  readonly interactive: boolean;
  /** Width of a line there. */
  readonly columns: number;
  /** Colours for notes. */
  readonly colors: Colors;
  /** Whether results may be coloured. */
  readonly colorResults: boolean;
}

/**
 * Makes the terminal of this process.
 *
 * Colours follow `NO_COLOR`, `FORCE_COLOR` and whether the stream is a terminal.
 *
 * @returns The terminal.
 */
export function processTerminal(): Terminal {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  const colored = (stream: NodeJS.WriteStream): boolean =>
    !NO_COLOR && (FORCE_COLOR ? FORCE_COLOR !== "0" : stream.isTTY === true && TERM !== "dumb");
  return {
    print: (text) => void process.stdout.write(text),
    note: (text) => void process.stderr.write(text),
    interactive: process.stderr.isTTY === true && TERM !== "dumb",
    columns: process.stderr.columns ?? 80,
    colors: pc.createColors(colored(process.stderr)),
    colorResults: colored(process.stdout),
  };
}
