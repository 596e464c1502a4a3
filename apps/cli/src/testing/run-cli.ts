import { type ChildProcess, spawn } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";

/** How a run of the built program ended, and what it wrote. */
export interface CliRun {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the built program as a shell would, in a process of its own.
 *
 * @param args The words after its name.
 * @param watch Called with all that was written so far to standard error each time something was, to act on the process.
 * @returns How it ended.
 */
export async function runCli(
  args: readonly string[],
  watch: (stderr: string, child: ChildProcess) => void = () => {},
): Promise<CliRun> {
  const main = fileURLToPath(new URL("../../bin/proj.js", import.meta.url));
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, NO_COLOR: "1", PROJ_CONDITION: undefined, PROJ_DATASET: undefined },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    watch(stderr, child);
  });
  return await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
