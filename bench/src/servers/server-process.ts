import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Usage } from "./report-usage.ts";

/** A server in a process of its own. */
export interface ServerProcess {
  /** Where it listens. */
  readonly url: string;
  readonly pid: number;
  /** What it has used since it started. */
  usage(): Promise<Usage>;
  /** Ends it, and returns its exit code. */
  stop(): Promise<number | null>;
}

/** Milliseconds until a server that does not end by itself is ended. */
const patienceMs = 15_000;

/**
 * Starts one of the servers beside this file.
 *
 * @param name The file's name, without its ending.
 * @param args Its arguments.
 * @returns The server, when it listens.
 * @throws {Error} Where it ends before.
 */
export async function startServer(name: string, args: readonly string[]): Promise<ServerProcess> {
  const child = fork(fileURLToPath(new URL(`./${name}.js`, import.meta.url)), args, {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const first = await Promise.race([once(child, "message"), once(child, "exit").then(() => null)]);
  const url: unknown = first?.[0]?.url;
  if (typeof url !== "string" || child.pid === undefined) {
    throw new Error(`Cannot start ${name}: it must say where it listens, received its end`);
  }
  return {
    url,
    pid: child.pid,
    async usage() {
      child.send("usage");
      const [usage] = (await once(child, "message")) as [Usage];
      return usage;
    },
    stop: () => stop(child),
  };
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const over = once(child, "exit");
  child.send("stop");
  const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
  const [code] = (await over) as [number | null];
  clearTimeout(timer);
  return code;
}
