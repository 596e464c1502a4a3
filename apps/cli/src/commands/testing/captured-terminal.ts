import pc from "picocolors";
import type { Terminal } from "../../terminal/terminal.ts";

/** A terminal that keeps what was written to it. */
export interface CapturedTerminal extends Terminal {
  /** What was printed so far: the results. */
  readonly stdout: string;
  /** What was noted so far. */
  readonly stderr: string;
}

/** Makes a terminal that shows nothing, without colours unless they are asked for. */
export function capturedTerminal({ color = false }: { readonly color?: boolean } = {}): CapturedTerminal {
  const written = { stdout: "", stderr: "" };
  return {
    print: (text) => {
      written.stdout += text;
    },
    note: (text) => {
      written.stderr += text;
    },
    interactive: false,
    columns: 80,
    colors: pc.createColors(color),
    colorResults: color,
    get stdout() {
      return written.stdout;
    },
    get stderr() {
      return written.stderr;
    },
  };
}
