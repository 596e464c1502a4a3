import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { WorkerChunk } from "./bundle-worker.ts";

/**
 * Writes a Worker and what workerd must know of it into a folder.
 *
 * @param folder The folder, which is made.
 * @param chunks The Worker and its chunks, the Worker first.
 * @param assets A folder of static files for the binding `ASSETS`; none where left out.
 * @param bindings Variables by name, as JSON.
 * @returns The configuration's path.
 */
export async function writeWorkerdConfig(
  folder: string,
  chunks: readonly WorkerChunk[],
  assets?: string,
  bindings: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const { path, code } of chunks) await writeFile(join(folder, path), code);
  const text = JSON.stringify;
  const modules = chunks.map(({ type, path }) => `(name = ${text(path)}, ${type} = embed ${text(path)})`);
  const bound = Object.entries(bindings).map(
    ([name, value]) => `(name = ${text(name)}, json = ${text(text(value))})`,
  );
  if (assets !== undefined) bound.push('(name = "ASSETS", service = "assets")');
  const services = ['(name = "main", worker = .main)'];
  if (assets !== undefined) services.push(`(name = "assets", disk = (path = ${text(assets)}))`);
  const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [${services.join(", ")}],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const main :Workerd.Worker = (
  compatibilityDate = "2026-04-26",
  modules = [${modules.join(", ")}],
  bindings = [${bound.join(", ")}],
);
`;
  const file = join(folder, "workerd.capnp");
  await writeFile(file, config);
  return file;
}
