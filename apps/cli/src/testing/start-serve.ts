import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** A `proj serve` that runs. */
export interface RunningServe {
  /** What it wrote so far. */
  readonly written: { readonly stdout: string; readonly stderr: string };
  readonly child: ChildProcess;
  /** Waits until something that it writes has a match, and returns that. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  /** Waits for its end: the exit code, or the signal that killed it. */
  ended(): Promise<number | NodeJS.Signals | null>;
}

/** Starts the built program's `serve`, with no settings of the environment but those given; killed after the test. */
export function startServe(
  args: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): RunningServe {
  const main = fileURLToPath(new URL("../../bin/proj.js", import.meta.url));
  const clean = Object.entries(process.env).filter(([name]) => !name.startsWith("PROJ_"));
  const child = spawn(process.execPath, [main, "serve", ...args], {
    env: { ...Object.fromEntries(clean), NO_COLOR: "1", ...settings },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 50_000,
    killSignal: "SIGKILL",
  });
  const written = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      written[name] += text;
    });
  }
  const end = once(child, "close").then(
    ([code, signal]) => (code ?? signal) as number | NodeJS.Signals | null,
  );
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await end;
  });
  return {
    written,
    child,
    async says(pattern) {
      for (let wait = 0; wait < 30_000; wait += 20) {
        const found = pattern.exec(written.stdout + written.stderr);
        if (found !== null) return found;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`It never said ${pattern}: ${JSON.stringify(written)}`);
    },
    ended: () => end,
  };
}
