import { readFileSync } from "node:fs";
import process from "node:process";
import { ConfigError, nextSignal, readServerConfig, settingsText, startNode } from "@proj/api/node";
import { Command, Option } from "commander";
import { UsageError } from "../terminal/exit-codes.ts";
import type { Terminal } from "../terminal/terminal.ts";

interface ServeOptions {
  readonly models?: string;
  readonly playground?: string;
  readonly host?: string;
  readonly port?: string;
  readonly open?: boolean;
  readonly log?: string;
  readonly json?: boolean;
}

/**
 * The command `proj serve`.
 *
 * @param terminal Where it writes.
 * @returns The command.
 */
export function serveCommand(terminal: Terminal): Command {
  return new Command("serve")
    .summary("answer predictions over HTTP")
    .description(
      "Serves the models of a folder over HTTP until it is stopped, and takes up new versions meanwhile.",
    )
    .addOption(
      new Option(
        "--models <folder>",
        "the folder of the models (default: models, where proj train leaves them)",
      ),
    )
    .addOption(new Option("--playground <folder>", "the folder of the built playground, which is then at /"))
    .addOption(new Option("--host <address>", "where to listen (default: 127.0.0.1, for this machine alone)"))
    .addOption(new Option("--port <n>", "where to listen; 0 is any free port (default: 8080)"))
    .addOption(new Option("--open", "let other machines ask without a token"))
    .addOption(
      new Option("--log <what>", "what is logged (default: requests)").choices(["requests", "errors", "off"]),
    )
    .addOption(new Option("--json", "say what has started as JSON, on standard output"))
    .addHelpText(
      "after",
      `
Ask it, once it runs:
  curl --data-binary @four.png localhost:8080/predict
  curl -d '{"instances": [[0, 0, ...]]}' localhost:8080/v1/models/odd:predict
  curl localhost:8080/v2/models/odd

Ctrl-C or SIGTERM ends it: requests at work finish, new ones get 503. Once more ends it at once.
The log is a line of JSON for each request on standard output; what goes wrong is on standard error.

Environment, where no option says otherwise:
${settingsText()}`,
    )
    .action((options: ServeOptions) => serve(options, terminal));
}

async function serve(options: ServeOptions, terminal: Terminal): Promise<void> {
  const service = await startNode(readSettings(options));
  const { facts } = service;
  if (options.json) terminal.print(`${JSON.stringify(facts)}\n`);
  else terminal.note(`${facts.message}\n`);
  await nextSignal();
  await service.close();
}

function readSettings({
  models,
  playground,
  host,
  port,
  open,
  log,
}: ServeOptions): ReturnType<typeof readServerConfig> {
  const given = {
    PROJ_MODELS: models,
    PROJ_PLAYGROUND: playground,
    PROJ_HOST: host,
    PROJ_PORT: port,
    PROJ_OPEN: open && "1",
    PROJ_LOG: log,
  };
  const options = Object.entries(given).filter(([, value]) => value !== undefined);
  try {
    return readServerConfig(
      { ...process.env, ...Object.fromEntries(options) },
      { readText: (file) => readFileSync(file, "utf8") },
    );
  } catch (error) {
    throw error instanceof ConfigError ? new UsageError(error.message) : error;
  }
}
