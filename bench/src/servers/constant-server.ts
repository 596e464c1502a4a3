import process from "node:process";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { reportUsage } from "./report-usage.ts";

/**
 * What the service is held against: Hono, and routes that read their body and answer a constant, which are given by name:
 * those that end in `json` parse it, the others only read its bytes. The server's settings are those of `serveNode`.
 */
const answers = JSON.parse(process.argv[2] ?? "{}") as Record<string, object>;
const app = new Hono();

for (const [name, answer] of Object.entries(answers)) {
  app.post(`/${name}`, async (c) => {
    if (name.endsWith("json")) await c.req.json();
    else await c.req.arrayBuffer();
    return c.json(answer);
  });
}

const server = serve(
  {
    fetch: app.fetch,
    port: 0,
    hostname: "127.0.0.1",
    serverOptions: { requestTimeout: 30_000, headersTimeout: 10_000, connectionsCheckingInterval: 1000 },
  },
  ({ port }) =>
    reportUsage(`http://127.0.0.1:${port}`, async () => {
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
    }),
);
