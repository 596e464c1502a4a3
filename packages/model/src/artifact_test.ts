import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ArtifactError, argMax, createPredictor } from "./mod.ts";
import { readArtifactFolder, writeArtifactFolder } from "./node/mod.ts";
import { exampleArtifact } from "./testing/example-artifact.ts";

declare const Deno: { test(name: string, body: () => Promise<void>): void };

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "proj-model-"));
  try {
    await body(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

Deno.test("an artifact is written, replaced, read and predicted with under Deno", () =>
  inFolder(async (folder) => {
    const dir = join(folder, "models", "odd");
    await writeArtifactFolder(dir, await exampleArtifact({ name: "old" }));
    await writeArtifactFolder(dir, await exampleArtifact({ name: "next" }));
    deepStrictEqual(await readdir(join(folder, "models")), ["odd"]);
    const artifact = await readArtifactFolder(dir);
    deepStrictEqual(artifact, await exampleArtifact({ name: "next" }));

    const predictor = await createPredictor(artifact);
    strictEqual(predictor.kind, "dense");
    // The last pixel's weights are 9, 10 and 11: the sums differ by 1, so the softmax is e^-2, e^-1, 1 over their sum.
    const probabilities = await predictor.predict(new Uint8Array([0, 0, 0, 255]), 1);
    const total = Math.exp(-2) + Math.exp(-1) + 1;
    [Math.exp(-2) / total, Math.exp(-1) / total, 1 / total].forEach((expected, column) => {
      ok(Math.abs((probabilities[column] ?? Number.NaN) - expected) < 1e-6);
    });
    strictEqual(argMax(probabilities, 3)[0], 2);
    strictEqual(predictor.classes[2]?.supervised, false);
    predictor.dispose();
  }));

Deno.test("tfjs predicts the same under Deno", async () => {
  const artifact = await exampleArtifact();
  const inputs = new Float32Array([0.1, 0.2, 0, -0.3]);
  const [dense, tfjs] = [await createPredictor(artifact), await createPredictor(artifact, { kind: "tfjs" })];
  const [expected, received] = [await dense.predict(inputs, 1), await tfjs.predict(inputs, 1)];
  for (let column = 0; column < 3; column++) {
    ok(Math.abs((expected[column] ?? Number.NaN) - (received[column] ?? Number.NaN)) < 1e-6);
  }
  tfjs.dispose();
});

Deno.test("a flipped byte and a missing file are refused under Deno, and the file is named", () =>
  inFolder(async (folder) => {
    const dir = join(folder, "odd");
    await writeArtifactFolder(dir, await exampleArtifact());
    const weights = await readFile(join(dir, "weights.bin"));
    weights[0] = (weights[0] ?? 0) ^ 1;
    await writeFile(join(dir, "weights.bin"), weights);
    const refused = (code: string) => (error: unknown) =>
      error instanceof ArtifactError && error.code === code && error.fileName === "weights.bin";
    await rejects(readArtifactFolder(dir), refused("checksum"));
    await rm(join(dir, "weights.bin"));
    await rejects(readArtifactFolder(dir), refused("missing-file"));
  }));

Deno.test("what a killed writer left is removed by the next write under Deno", () =>
  inFolder(async (folder) => {
    const dir = join(folder, "odd");
    // Beyond the largest process number that Linux gives.
    await writeArtifactFolder(join(folder, ".odd.new-4194305-0123456789ab"), await exampleArtifact());
    await writeArtifactFolder(dir, await exampleArtifact());
    deepStrictEqual(await readdir(folder), ["odd"]);
  }));
