import process from "node:process";
import { createApp } from "../create-app.ts";
import { createModelRepository } from "../models/create-model-repository.ts";
import { folderSource } from "../models/node/folder-source.ts";

type App = ReturnType<typeof createApp>;

let app: Promise<App> | undefined;

async function start(): Promise<App> {
  // biome-ignore lint/suspicious/noConsole: the entry is where what goes wrong reaches the log
  const log = console.error;
  const source = await folderSource(process.env["PROJ_MODELS"] ?? "models", { onError: log });
  const models = createModelRepository({ sources: [source], preload: true, onRefused: log });
  return createApp({ models, onMistake: (error, requestId) => log(requestId, error) });
}

/**
 * The service for `deno serve`: the models of the folder that the environment's `PROJ_MODELS` names, `models` when left out.
 *
 * `deno serve --conditions=source --allow-env=PROJ_MODELS --allow-read=models src/entry/deno.ts`
 */
export default {
  async fetch(request: Request): Promise<Response> {
    // Started by the first request: importing this file does nothing.
    app ??= start();
    return (await app).fetch(request);
  },
};
