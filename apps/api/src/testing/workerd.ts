import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { Miniflare, type MiniflareOptions } from "miniflare";
import { onTestFinished } from "vitest";
import type { WorkerChunk } from "./bundle-worker.ts";

/** Whether workerd starts here; the tag of the tests that want it is `[needs workerd]`. */
export async function findWorkerd(): Promise<boolean> {
  const workerd = createRequire(import.meta.resolve("miniflare")).resolve("workerd/bin/workerd");
  return promisify(execFile)(workerd, ["--version"]).then(
    () => true,
    () => false,
  );
}

/** Miniflare's settings for a folder of static assets, which answer where the Worker asks them. */
export function assetsOf(directory: string): Pick<MiniflareOptions, "assets"> {
  return {
    assets: {
      directory,
      binding: "ASSETS",
      routerConfig: { has_user_worker: true, invoke_user_worker_ahead_of_assets: true },
    },
  };
}

/**
 * Starts a Worker for one test.
 *
 * @param chunks What `bundleWorker` returned.
 * @param options Its bindings.
 */
export async function startWorker(
  chunks: readonly WorkerChunk[],
  options: Partial<MiniflareOptions>,
): Promise<Miniflare> {
  const worker = new Miniflare({
    // As a list of modules: those of TensorFlow.js are missing, and are not looked for.
    modules: chunks,
    compatibilityDate: "2026-04-26",
    host: "127.0.0.1",
    cf: false,
    ...options,
  } as MiniflareOptions);
  onTestFinished(() => worker.dispose());
  await worker.ready;
  return worker;
}
