import "@tensorflow/tfjs-backend-cpu";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { enableProdMode } from "@tensorflow/tfjs-core";
import { layers, sequential } from "@tensorflow/tfjs-layers";
import { expect, test } from "vitest";
import { writeArtifactFolder } from "../node/write-artifact-folder.ts";
import { compilePackage } from "../testing/compiled-package.ts";
import { exampleArtifact } from "../testing/example-artifact.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { tfjsArtifact } from "../testing/tfjs-artifact.ts";

test("without TensorFlow.js installed, a dense stack predicts, and any other model says what to install", async () => {
  // tfjs prints a banner otherwise.
  enableProdMode();
  const folder = await temporaryFolder();
  const other = sequential({ layers: [layers.dense({ inputShape: [4], units: 3, activation: "elu" })] });
  await writeArtifactFolder(join(folder, "dense"), await exampleArtifact());
  await writeArtifactFolder(join(folder, "other"), await tfjsArtifact(other, [4], 3));

  const compiled = await compilePackage();
  const script = `
    const { argMax, createPredictor } = await import(${JSON.stringify(compiled.url("mod.js"))});
    const { readArtifactFolder } = await import(${JSON.stringify(compiled.url("node/mod.js"))});
    const predictor = await createPredictor(await readArtifactFolder("dense"));
    console.log(predictor.kind, argMax(await predictor.predict(new Uint8Array([0, 0, 0, 255]), 1), 3)[0]);
    console.log(await createPredictor(await readArtifactFolder("other")).catch((error) => error.message));
  `;
  try {
    const { stdout, stderr } = await promisify(execFile)(
      process.execPath,
      ["--input-type=module", "-e", script],
      { cwd: folder },
    );
    expect(stderr).toBe("");
    expect(stdout.trim().split("\n")).toEqual([
      // The last pixel's weights are 9, 10 and 11.
      "dense 2",
      expect.stringMatching(
        /^Cannot predict with the model odd-digits: it needs TensorFlow\.js \(the layer \S+ is .*\), which could not be loaded; install @tensorflow\/tfjs-core, @tensorflow\/tfjs-layers and @tensorflow\/tfjs-backend-cpu$/,
      ),
    ]);
  } finally {
    await compiled.remove();
  }
});
