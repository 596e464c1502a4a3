import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { writeArtifactFolder } from "@proj/model/node";
import { createModelRepository, type ServedModel, UnknownModelError } from "../../mod.ts";
import { folderSource } from "../../node/mod.ts";
import { constantArtifact } from "../../testing/constant-artifact.ts";

declare const Deno: { test(name: string, body: () => Promise<void>): void };

const predict = async (model: ServedModel): Promise<number | undefined> =>
  (await model.predict(new Uint8Array(4), 1))[0];

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 500; look++) {
    if (await isTrue()) return;
    await sleep(10);
  }
  throw new Error("it took longer than 5 s");
}

Deno.test("under Deno, versions of a folder appear, are replaced and vanish without a restart", async () => {
  const root = await mkdtemp(join(tmpdir(), "proj-api-"));
  try {
    await writeArtifactFolder(join(root, "odd", "1"), await constantArtifact(1));
    const models = createModelRepository({
      sources: [await folderSource(root, { pollMs: 10 })],
      preload: true,
    });
    await until(async () => models.ready());
    strictEqual(await predict(await models.get("odd")), 1);
    await writeArtifactFolder(join(root, "odd", "2"), await constantArtifact(2));
    await until(async () => (await predict(await models.get("odd"))) === 2);
    await writeArtifactFolder(join(root, "odd", "2"), await constantArtifact(3));
    await until(async () => (await predict(await models.get("odd"))) === 3);
    deepStrictEqual(models.versions("odd"), [
      { version: "2", state: "AVAILABLE", error: null },
      { version: "1", state: "AVAILABLE", error: null },
    ]);
    await rm(join(root, "odd", "2"), { recursive: true });
    await until(async () => (await predict(await models.get("odd"))) === 1);
    await rejects(models.get("odd", "2"), UnknownModelError);
    await rejects(models.get("../odd"), UnknownModelError);
    await models.close();
  } finally {
    await rm(root, { recursive: true });
  }
});

Deno.test("under Deno, a model is replaced 100 times under load and no request fails", async () => {
  const root = await mkdtemp(join(tmpdir(), "proj-api-"));
  try {
    await writeArtifactFolder(join(root, "odd"), await constantArtifact(1));
    const models = createModelRepository({ sources: [await folderSource(root, { pollMs: 2 })] });
    let swaps = 0;
    const requests = (async () => {
      while (swaps < 100) {
        const model = await models.get("odd");
        strictEqual(await predict(model), Number(model.manifest.name));
        await sleep(0);
      }
    })();
    for (; swaps < 100; swaps++) await writeArtifactFolder(join(root, "odd"), await constantArtifact(swaps));
    await requests;
    await until(async () => (await predict(await models.get("odd"))) === 99);
    await models.close();
  } finally {
    await rm(root, { recursive: true });
  }
});
