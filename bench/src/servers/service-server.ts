import process from "node:process";
import { createApp, createModelRepository } from "@proj/api";
import { folderSource, serveNode } from "@proj/api/node";
import { reportUsage } from "./report-usage.ts";

/** The service over a folder of models, as anybody would start it. */
const [folder = "models"] = process.argv.slice(2);
const source = await folderSource(folder, { onError: console.error });
const models = createModelRepository({ sources: [source], preload: true, onRefused: () => {} });
const closing = new AbortController();
const app = createApp({
  models,
  closing: closing.signal,
  onMistake: (error, id) => console.error(id, error),
});
const server = await serveNode(app, { port: 0, closing });

reportUsage(server.url, async () => {
  await server.close();
  await models.close();
});
