import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import type { Config } from "../config/server-settings.ts";
import { configureApp } from "./node/configure-app.ts";
import { runService } from "./node/run-service.ts";
import { type StandardLines, standardLines } from "./node/standard-lines.ts";
import type { StartedService } from "./node/start-node.ts";
import { startFacts } from "./start-line.ts";

/** What is used here of a server of Bun's; `@types/bun` would make all of Bun known everywhere. */
interface BunServer {
  readonly url: URL;
  readonly pendingRequests: number;
  requestIP(request: Request): { readonly address: string } | null;
  stop(closeActiveConnections?: boolean): Promise<void>;
}

declare const Bun: {
  serve(options: {
    readonly port: number;
    readonly hostname: string;
    readonly maxRequestBodySize: number;
    readonly idleTimeout: number;
    readonly development: boolean;
    fetch(request: Request, server: BunServer): Response | Promise<Response>;
  }): BunServer;
};

/** Milliseconds between two looks at what is still at work. */
const lookMs = 20;

/**
 * Starts the service on Bun, as its settings say.
 *
 * @param config What `readServerConfig` returned.
 * @param lines Where its log goes; the standard streams when left out.
 * @returns The service, when it listens.
 * @throws {Error} Where there is no folder of models, or the port cannot be listened at.
 */
export async function startBun(
  config: Config,
  lines: StandardLines = standardLines(),
): Promise<StartedService> {
  const { app, models, closing } = await configureApp(config, {
    ...lines,
    peer: (c) => (c.env as BunServer).requestIP(c.req.raw)?.address,
  });
  const server = Bun.serve({
    port: config.port,
    hostname: config.host,
    // The app answers what is larger itself, with 413 and in words.
    maxRequestBodySize: Number.MAX_SAFE_INTEGER,
    idleTimeout: Math.min(255, Math.ceil(config.requestMs / 1000)),
    development: false,
    fetch: (request, server) => app.fetch(request, server),
  });
  return {
    facts: startFacts(server.url.origin, models.names(), config),
    async close() {
      closing.abort();
      const deadline = Date.now() + config.drainMs;
      // It goes on listening until the last request has ended, so that new ones hear of the closing.
      while (server.pendingRequests > 0 && Date.now() < deadline) await sleep(lookMs);
      await server.stop(true);
      await models.close();
      await Promise.all([lines.out.flush(), lines.err.flush()]);
    },
  };
}

// The program: `bun --conditions=source src/entry/bun.ts`. Importing this file does nothing.
if ((import.meta as { readonly main?: boolean }).main) process.exit(await runService(startBun));
