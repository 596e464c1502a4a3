import { readFileSync } from "node:fs";
import process from "node:process";
import { ConfigError } from "../../config/config-error.ts";
import { readServerConfig } from "../../config/read-server-config.ts";
import type { Config } from "../../config/server-settings.ts";
import { nextSignal } from "./next-signal.ts";
import { type StandardLines, standardLines } from "./standard-lines.ts";
import type { StartedService } from "./start-node.ts";

/**
 * Runs the service that this process's environment describes, until a signal ends it.
 *
 * @param start Starts it.
 * @returns The exit code: 0 after a signal, 1 where it could not start, 2 where the environment is not as it must be.
 */
export async function runService(
  start: (config: Config, lines: StandardLines) => Promise<StartedService>,
): Promise<number> {
  const lines = standardLines();
  try {
    const config = readServerConfig(process.env, { readText: (file) => readFileSync(file, "utf8") });
    const service = await start(config, lines);
    lines.out.write(JSON.stringify(service.facts));
    await nextSignal();
    await service.close();
    return 0;
  } catch (error) {
    // For people: nothing has started that could read a log.
    lines.err.write(`error: ${error instanceof Error ? error.message : String(error)}`);
    await lines.err.flush();
    return error instanceof ConfigError ? 2 : 1;
  }
}
