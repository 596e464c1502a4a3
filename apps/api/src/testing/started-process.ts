import { spawn } from "node:child_process";
import { once } from "node:events";
import { onTestFinished } from "vitest";

/** A service that was started as a process of its own. */
export interface StartedProcess {
  /** Where it listens. */
  readonly url: string;
  /** What it has written so far to standard output and standard error. */
  readonly out: () => string;
  readonly err: () => string;
  /** Sends a signal. */
  signal(name: NodeJS.Signals): void;
  /** Waits for its end: the exit code, or the signal that killed it. */
  ended(): Promise<number | NodeJS.Signals | null>;
}

/** What a program did that did not go on running. */
export type EndedProcess = Pick<StartedProcess, "out" | "err" | "ended">;

/** The variables that no test passes on: those of the service, which the machine may have. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("PROJ_")));
}

/** Starts a program, which is killed after the test if it still runs then. */
export function startProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd?: string,
): EndedProcess & Pick<StartedProcess, "signal"> {
  const child = spawn(program, args, {
    env: { ...cleanEnvironment(), NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 50_000,
    killSignal: "SIGKILL",
    ...(cwd === undefined ? {} : { cwd }),
  });
  const texts = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    texts.out += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    texts.err += String(chunk);
  });
  const end = once(child, "close").then(
    ([code, signal]) => (code ?? signal) as number | NodeJS.Signals | null,
  );
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await end;
  });
  return {
    out: () => texts.out,
    err: () => texts.err,
    signal: (name) => void child.kill(name),
    ended: () => end,
  };
}

/**
 * Starts a service and waits until it says where it listens: `http://127.0.0.1:PORT`, in either of its streams.
 *
 * @throws {Error} Where it ends instead, or says nothing for 30 s; with all that it wrote.
 */
export async function startProcess(...program: Parameters<typeof startProgram>): Promise<StartedProcess> {
  const started = startProgram(...program);
  let hasEnded = false;
  void started.ended().then(() => {
    hasEnded = true;
  });
  const deadline = Date.now() + 30_000;
  while (!hasEnded && Date.now() < deadline) {
    const url = /http:\/\/(?:127\.0\.0\.1|localhost):\d+/.exec(started.out() + started.err())?.[0];
    if (url !== undefined) return { ...started, url };
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Cannot start ${program[0]}: ${started.out()}${started.err()}`);
}
