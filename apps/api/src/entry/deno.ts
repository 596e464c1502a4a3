import { readFileSync } from "node:fs";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { ConfigError } from "../config/config-error.ts";
import type { Environment } from "../config/read-config.ts";
import { checkExposure, readServerConfig } from "../config/read-server-config.ts";
import { type Config, serverSettings } from "../config/server-settings.ts";
import { createLineWriter, type LineWriter } from "./line-writer.ts";
import { type ConfiguredApp, configureApp } from "./node/configure-app.ts";
import { nextSignal } from "./node/next-signal.ts";
import { startFacts } from "./start-line.ts";

/** One of Deno's standard streams. */
interface DenoStream {
  write(bytes: Uint8Array): Promise<number>;
}

/** What is used here of Deno's own, whose types are nowhere but in Deno. */
declare const Deno: {
  readonly stdout: DenoStream;
  readonly stderr: DenoStream;
  readonly permissions: {
    querySync(descriptor: { readonly name: "env"; readonly variable?: string }): { readonly state: string };
  };
};

/** What `deno serve` tells with a request. */
interface RequestInfo {
  readonly remoteAddr: { readonly hostname?: string };
}

/** Where `deno serve` listens. */
interface Address {
  readonly hostname: string;
  readonly port: number;
}

interface DenoService extends ConfiguredApp {
  readonly config: Config;
  readonly out: LineWriter;
  readonly err: LineWriter;
}

/** Milliseconds that the last answer has to leave the process. */
const lastAnswerMs = 200;

let atWork = 0;
let service: Promise<DenoService> | undefined;

async function start(): Promise<DenoService> {
  const lines = { out: linesTo(Deno.stdout), err: linesTo(Deno.stderr) };
  const config = readServerConfig(readEnvironment(), {
    readText: (file) => readFileSync(file, "utf8"),
    listens: false,
  });
  const configured = await configureApp(config, {
    ...lines,
    peer: (c) => (c.env as RequestInfo).remoteAddr.hostname,
  });
  return { ...configured, ...lines, config };
}

/** Ends the process; with `deno serve` nothing else ends it where the start fails. */
function giveUp(error: unknown): never {
  process.stderr.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(error instanceof ConfigError ? 2 : 1);
}

/** The environment as far as the process may read it: `--allow-env=PROJ_*` shows no other variables, and no list of them. */
function readEnvironment(): Environment {
  if (Deno.permissions.querySync({ name: "env" }).state === "granted") return process.env;
  const variables = Object.values(serverSettings).map(({ variable }) => variable);
  const readable = variables.filter(
    (variable) => Deno.permissions.querySync({ name: "env", variable }).state === "granted",
  );
  return Object.fromEntries(readable.map((variable) => [variable, process.env[variable]]));
}

/** A log that holds nobody up: `console.log` and `process.stdout` wait for the reader on Deno. */
function linesTo(stream: DenoStream): LineWriter {
  return createLineWriter(async (text) => {
    let rest = new TextEncoder().encode(text);
    while (rest.length > 0) rest = rest.subarray(await stream.write(rest));
  });
}

/** Ends the process after a signal: requests at work finish. Deno itself listens no more from that moment on. */
async function endOnSignal({ closing, config, models, out, err }: DenoService): Promise<void> {
  await nextSignal();
  closing.abort();
  const deadline = Date.now() + config.drainMs;
  while (atWork > 0 && Date.now() < deadline) await sleep(20);
  await models.close();
  await Promise.all([out.flush(), err.flush()]);
  await sleep(lastAnswerMs);
  process.exit(0);
}

/**
 * The service for `deno serve`, set up by the environment as everywhere; where to listen is what `--host` and `--port` say.
 *
 * `deno serve --conditions=source --allow-env=PROJ_* --allow-read=models src/entry/deno.ts`
 */
export default {
  onListen({ hostname, port }: Address): void {
    service
      ?.then(({ config, models, out }) => {
        checkExposure(hostname, config);
        const host = hostname.includes(":") ? `[${hostname}]` : hostname;
        out.write(JSON.stringify(startFacts(`http://${host}:${port}`, models.names(), config)));
      })
      .catch(giveUp);
  },
  async fetch(request: Request, info: RequestInfo): Promise<Response> {
    service ??= start();
    atWork++;
    try {
      return await (await service).app.fetch(request, info);
    } finally {
      atWork--;
    }
  },
};

// Started before the first request where this file is the program; importing it does nothing.
if ((import.meta as { readonly main?: boolean }).main) {
  service = start();
  await service.then((started) => void endOnSignal(started), giveUp);
}
