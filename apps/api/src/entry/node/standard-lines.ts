import process from "node:process";
import { createLineWriter, type LineWriter } from "../line-writer.ts";

/** The two logs of a process. */
export interface StandardLines {
  /** Standard output: a line for each request. */
  readonly out: LineWriter;
  /** Standard error: what goes wrong. */
  readonly err: LineWriter;
}

/** The logs of this process, on Node and Bun: neither waits for who reads them. */
export function standardLines(): StandardLines {
  return { out: linesTo(process.stdout), err: linesTo(process.stderr) };
}

function linesTo(stream: NodeJS.WriteStream): LineWriter {
  // Whoever read the log may have gone, which is no reason to stop serving.
  stream.on("error", () => {});
  return createLineWriter((text) => new Promise((resolve) => stream.write(text, () => resolve())));
}
