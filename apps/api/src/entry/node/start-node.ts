import { getConnInfo } from "@hono/node-server/conninfo";
import type { Config } from "../../config/server-settings.ts";
import { serveNode } from "../node.ts";
import { type StartFacts, startFacts } from "../start-line.ts";
import { configureApp } from "./configure-app.ts";
import { type StandardLines, standardLines } from "./standard-lines.ts";

/** A service that runs. */
export interface StartedService {
  /** Where it listens, what it serves and to whom. */
  readonly facts: StartFacts;
  /** Ends it: requests at work finish, new ones get 503 meanwhile. Settles when all is written to the log, too. */
  close(): Promise<void>;
}

/**
 * Starts the service on Node, as its settings say.
 *
 * @param config What `readServerConfig` returned.
 * @param lines Where its log goes; the standard streams when left out.
 * @returns The service, when it listens.
 * @throws {Error} Where there is no folder of models, or the port cannot be listened at; the message says what to do.
 */
export async function startNode(
  config: Config,
  lines: StandardLines = standardLines(),
): Promise<StartedService> {
  const peer = (c: Parameters<typeof getConnInfo>[0]): string | undefined => getConnInfo(c).remote.address;
  const { app, models, closing } = await configureApp(config, { ...lines, peer });
  const { host: hostname, port, drainMs, requestMs } = config;
  const server = await serveNode(app, { port, hostname, closing, drainMs, requestMs }).catch(
    async (error) => {
      await models.close();
      throw explainListening(error, hostname, port);
    },
  );
  return {
    facts: startFacts(server.url, models.names(), config),
    async close() {
      await server.close();
      await models.close();
      await Promise.all([lines.out.flush(), lines.err.flush()]);
    },
  };
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE:
    "another program listens there; stop it, or choose another port with --port or PROJ_PORT (0 is any free one)",
  EACCES: "ports below 1024 are not for everybody; choose a larger one with --port or PROJ_PORT",
  EADDRNOTAVAIL: "it is no address of this machine; choose another with --host or PROJ_HOST",
  ENOTFOUND: "there is no host of that name; choose another with --host or PROJ_HOST",
};

function explainListening(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const reason = reasons[error.code ?? ""] ?? error.message;
  return new Error(`Cannot listen at ${host}, port ${port}: ${reason}`, { cause: error });
}
