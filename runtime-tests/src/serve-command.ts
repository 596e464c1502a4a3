import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";

/** A `proj serve` that runs. */
export interface ServeCommand {
  /** Where it listens. */
  readonly url: string;
  /** Ends it, and waits for its end. */
  close(): Promise<void>;
}

/**
 * Starts the built command `proj serve` on a free port of this machine, with no settings of the environment but those given.
 *
 * @param root The repository.
 * @param options Its options: `--models`, `--playground`.
 * @param settings Settings by their names in the environment.
 * @returns The command, when it listens; it is killed after two minutes at the latest.
 */
export async function serveCommand(
  root: string,
  options: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<ServeCommand> {
  const clean = Object.entries(process.env).filter(([name]) => !name.startsWith("PROJ_"));
  const child = spawn(
    process.execPath,
    [join(root, "apps/cli/bin/proj.js"), "serve", ...options, "--port", "0", "--log", "errors", "--json"],
    {
      env: { ...Object.fromEntries(clean), ...settings },
      stdio: ["ignore", "pipe", "inherit"],
      timeout: 120_000,
    },
  );
  const end = once(child, "close");
  const facts = await Promise.race([
    once(createInterface(child.stdout), "line"),
    end.then(([code]) => Promise.reject(new Error(`Cannot start proj serve: it ended with ${code}`))),
  ]);
  const { url } = JSON.parse(String(facts[0])) as { readonly url: string };
  return {
    url,
    close: async () => {
      child.kill("SIGKILL");
      await end;
    },
  };
}
