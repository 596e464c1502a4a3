import type { IncomingMessage, Server } from "node:http";
import { type ServerType, serve } from "@hono/node-server";
import { createDeadlines } from "./node/deadlines.ts";
import { readIncoming } from "./node/read-incoming.ts";

/** Anything that answers requests: the app. */
export interface Fetcher {
  /** Answers; `env` holds Node's own `incoming` and `outgoing`, and a `readBody` that is faster than the request's. */
  fetch(request: Request, env: object): Response | Promise<Response>;
}

/** How to serve on Node. */
export interface NodeServerOptions {
  /** The port; 0 for any free one. */
  readonly port: number;
  /** The address to listen at. Default `127.0.0.1`: this machine alone. */
  readonly hostname?: string;
  /** Its signal is the app's `closing`: aborted when the server begins to close. */
  readonly closing: AbortController;
  /** How long requests at work may take to finish when the server closes, in milliseconds. Default 10,000. */
  readonly drainMs?: number;
  /** How long a whole request may take to arrive, in milliseconds: against clients that trickle. Default 30,000. */
  readonly requestMs?: number;
}

/** A server that runs. */
export interface NodeServer {
  /** Where it listens: `http://127.0.0.1:8080`. */
  readonly url: string;
  /**
   * Stops it: requests at work finish, new ones get 503 meanwhile, and then the port is free.
   *
   * @returns When it has stopped; after `drainMs` at the latest, what is still at work being cut off. A second call waits for
   * the same end.
   */
  close(): Promise<void>;
}

/** Milliseconds that connections without a request are left open while the server closes. */
const silentMs = 200;

/** Milliseconds between two looks at what is still open. */
const lookMs = 20;

/**
 * Serves an app on Node.
 *
 * @param app The app.
 * @param options Where to listen, and how to close.
 * @returns The server, when it listens.
 * @throws {Error} Where the port cannot be listened at.
 *
 * @example
 * ```ts
 * import { createApp, type ModelRepository } from "@proj/api";
 * import { type NodeServer, serveNode } from "@proj/api/node";
 *
 * async function start(models: ModelRepository): Promise<NodeServer> {
 *   const closing = new AbortController();
 *   const server = await serveNode(createApp({ models, closing: closing.signal }), { port: 8080, closing });
 *   console.log(`listening at ${server.url}`);
 *   return server;
 * }
 * ```
 */
export async function serveNode(app: Fetcher, options: NodeServerOptions): Promise<NodeServer> {
  const { port, hostname = "127.0.0.1", closing, drainMs = 10_000, requestMs = 30_000 } = options;
  const server = await listen(app, port, hostname, requestMs);
  let atWork = 0;
  server.on("request", (_, response) => {
    atWork++;
    response.once("close", () => {
      atWork--;
    });
  });
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : port;
  const url = `http://${hostname.includes(":") ? `[${hostname}]` : hostname}:${bound}`;

  async function stop(): Promise<void> {
    closing.abort();
    const deadline = Date.now() + drainMs;
    // It goes on listening until the last request has ended, so that new ones hear of the closing.
    while (atWork > 0 && Date.now() < deadline) await pause();
    const closed = new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    const silentUntil = Date.now() + silentMs;
    const looking = setInterval(() => {
      // A connection that becomes idle after `close` would be kept alive for seconds, and one on which nothing was ever
      // asked is not idle for Node.
      server.closeIdleConnections();
      const isOver = Date.now() >= (atWork > 0 ? deadline : Math.min(deadline, silentUntil));
      if (isOver) server.closeAllConnections();
    }, lookMs);
    await closed.finally(() => clearInterval(looking));
  }

  let stopped: Promise<void> | undefined;
  return {
    url,
    close() {
      stopped ??= stop();
      return stopped;
    },
  };
}

function listen(app: Fetcher, port: number, hostname: string, requestMs: number): Promise<Server> {
  const deadlines = createDeadlines();
  return new Promise((resolve, reject) => {
    const started: ServerType = serve(
      {
        fetch(request, { incoming, outgoing }) {
          const readBody = (ms: number, late: () => Error) =>
            readIncoming(incoming as IncomingMessage, deadlines, ms, late);
          return app.fetch(request, { incoming, outgoing, readBody });
        },
        port,
        hostname,
        serverOptions: {
          requestTimeout: requestMs,
          headersTimeout: Math.min(requestMs, 10_000),
          connectionsCheckingInterval: Math.min(1000, requestMs),
        },
      },
      () => {
        started.off("error", reject);
        resolve(started as Server);
      },
    );
    started.once("error", reject);
  });
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, lookMs));
}
