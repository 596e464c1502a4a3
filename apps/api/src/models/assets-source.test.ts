import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { serializeManifest } from "@proj/model";
import { writeArtifactFolder } from "@proj/model/node";
import { Miniflare, Response as MiniflareResponse } from "miniflare";
import { build } from "vite";
import { expect, onTestFinished, test } from "vitest";
import { assetsSource } from "./assets-source.ts";
import { exampleArtifact } from "./testing/example-artifact.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const workerd = createRequire(import.meta.resolve("miniflare")).resolve("workerd/bin/workerd");
const workerdWorks = await promisify(execFile)(workerd, ["--version"]).then(
  () => true,
  () => false,
);

const assets = { fetch: async () => new Response(null, { status: 404 }) };

test.each(["models/odd", "//models.test/odd", "https://models.test/odd", ""])(
  "the path %j is refused at once",
  (path) => {
    expect(() => assetsSource(assets, { odd: path })).toThrow(
      "its path among the assets must begin with one slash",
    );
    expect(() => assetsSource(assets, { odd: { 2: path } })).toThrow(RangeError);
  },
);

test("a name that no model may have is refused at once", () => {
  expect(() => assetsSource(assets, { "../odd": "/odd" })).toThrow("its name must have");
});

/** The Worker of the tests: `/NAME[/VERSION]` answers with what the model predicts, or with the refusal. */
async function bundleWorker(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions: ["source"] },
    build: {
      write: false,
      target: "es2023",
      minify: false,
      rolldownOptions: {
        input: fileURLToPath(new URL("testing/worker.ts", import.meta.url)),
        preserveEntrySignatures: "strict",
        // TensorFlow.js is for models that want it, which none here does.
        external: [/^@tensorflow\//],
        output: { format: "es", codeSplitting: false },
      },
    },
  });
  const [output] = [result].flat();
  if (output === undefined || !("output" in output)) throw new Error("Cannot bundle the Worker");
  return output.output[0].code;
}

/** Starts a Worker for one test. */
async function start(bindings: Record<string, unknown>): Promise<Miniflare> {
  // As a list of modules: those of TensorFlow.js are missing, and are not looked for.
  const modules = [{ type: "ESModule" as const, path: "worker.js", contents: await bundleWorker() }];
  const worker = new Miniflare({
    modules,
    compatibilityDate: "2026-04-26",
    host: "127.0.0.1",
    cf: false,
    ...bindings,
  });
  onTestFinished(() => worker.dispose());
  await worker.ready;
  return worker;
}

async function ask(worker: Miniflare, path: string): Promise<unknown> {
  return (await worker.dispatchFetch(`http://worker.test${path}`)).json();
}

test("workerd serves models out of a Worker's assets [needs workerd]", async (context) => {
  if (!workerdWorks) return context.skip("workerd does not start here");
  const folder = await temporaryFolder();
  await writeArtifactFolder(join(folder, "models", "odd"), await exampleArtifact(1));
  await writeArtifactFolder(join(folder, "models", "digits", "1"), await exampleArtifact(2));
  await writeArtifactFolder(join(folder, "models", "digits", "2"), await exampleArtifact(3));
  const worker = await start({
    assets: {
      directory: folder,
      binding: "ASSETS",
      routerConfig: { has_user_worker: true, invoke_user_worker_ahead_of_assets: true },
    },
  });
  const paths = ["/odd", "/digits", "/digits/1", "/digits/2", "/gone", "/..%2fodd"];
  expect(await Promise.all(paths.map((path) => ask(worker, path)))).toEqual([
    { version: "1", value: 1 },
    { version: "2", value: 3 },
    { version: "1", value: 2 },
    { version: "2", value: 3 },
    {
      error: "Cannot use version 1 of the model gone: it must be fit to serve, but manifest.json is missing",
    },
    { error: 'Cannot find the model: it must be one that is served, received "..%2fodd"' },
  ]);
});

test("in workerd, a client that leaves during the first load keeps no other waiting [needs workerd]", async (context) => {
  if (!workerdWorks) return context.skip("workerd does not start here");
  const artifact = await exampleArtifact(1);
  const files = new Map<string, Uint8Array<ArrayBuffer>>([
    ["manifest.json", new TextEncoder().encode(serializeManifest(artifact.manifest))],
    ["model.json", new Uint8Array(artifact.modelJson)],
    ["weights.bin", new Uint8Array(artifact.weights)],
  ]);
  let requests = 0;
  const worker = await start({
    serviceBindings: {
      // The first request for a file is never answered: its client leaves before.
      ASSETS: async (request: Request) => {
        requests++;
        if (requests === 1) await new Promise((resolve) => setTimeout(resolve, 20_000).unref());
        const name = new URL(request.url).pathname.split("/").at(-1) ?? "";
        return new MiniflareResponse(files.get(name) ?? null);
      },
    },
  });
  const url = new URL("/odd", await worker.ready);
  const leaving = new AbortController();
  const left = fetch(url, { signal: leaving.signal }).catch(() => "left");
  while (requests === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  const begun = performance.now();
  const waiting = fetch(url).then((response) => response.json());
  await new Promise((resolve) => setTimeout(resolve, 100));
  leaving.abort();
  expect(await left).toBe("left");
  expect(await waiting).toEqual({ version: "1", value: 1 });
  // The Worker's patience is 1 s, and the load that was left takes 20.
  expect(performance.now() - begun).toBeLessThan(10_000);
});
