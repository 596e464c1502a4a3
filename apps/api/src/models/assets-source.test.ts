import { join } from "node:path";
import { serializeManifest } from "@proj/model";
import { writeArtifactFolder } from "@proj/model/node";
import { type Miniflare, Response as MiniflareResponse } from "miniflare";
import { expect, test } from "vitest";
import { bundleWorker } from "../testing/bundle-worker.ts";
import { constantArtifact } from "../testing/constant-artifact.ts";
import { assetsOf, findWorkerd, startWorker } from "../testing/workerd.ts";
import { assetsSource } from "./assets-source.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

const workerdWorks = await findWorkerd();

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
const entry = new URL("testing/worker.ts", import.meta.url);

async function ask(worker: Miniflare, path: string): Promise<unknown> {
  return (await worker.dispatchFetch(`http://worker.test${path}`)).json();
}

test("workerd serves models out of a Worker's assets [needs workerd]", async (context) => {
  if (!workerdWorks) return context.skip("workerd does not start here");
  const folder = await temporaryFolder();
  await writeArtifactFolder(join(folder, "models", "odd"), await constantArtifact(1));
  await writeArtifactFolder(join(folder, "models", "digits", "1"), await constantArtifact(2));
  await writeArtifactFolder(join(folder, "models", "digits", "2"), await constantArtifact(3));
  const worker = await startWorker(await bundleWorker(entry), assetsOf(folder));
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
  const artifact = await constantArtifact(1);
  const files = new Map<string, Uint8Array<ArrayBuffer>>([
    ["manifest.json", new TextEncoder().encode(serializeManifest(artifact.manifest))],
    ["model.json", new Uint8Array(artifact.modelJson)],
    ["weights.bin", new Uint8Array(artifact.weights)],
  ]);
  let requests = 0;
  const worker = await startWorker(await bundleWorker(entry), {
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
