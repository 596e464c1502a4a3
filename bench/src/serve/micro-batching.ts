import { join } from "node:path";
import { type Artifact, createArtifact, createPredictor } from "@proj/model";
import { writeArtifactFolder } from "@proj/model/node";
import * as tf from "@tensorflow/tfjs";
import { drive } from "../measuring/drive.ts";
import { median } from "../measuring/median.ts";
import { type Figure, figure, type Part } from "../measuring/report.ts";
import { takeTurns, timedByProcessor } from "../measuring/take-turns.ts";
import { startServer } from "../servers/server-process.ts";
import type { ServeOptions } from "./serve-options.ts";
import { imageSize, modelName, type TrainedDigits } from "./trained-digits.ts";

/** Images that are predicted together. */
const batches: readonly number[] = [1, 2, 4, 8, 16, 64];

/** The model that wants TensorFlow.js: the same network with another activation. */
const tfjsName = "elu-digits";

/**
 * What predicting requests together could win: the time of an image alone less that of one in a batch, of the processor
 * time of a whole request under 64 connections. Waiting for others, and taking them apart again, comes on top.
 *
 * @param folder The folder of models.
 * @param digits The model and the images.
 * @param options Rounds and repetitions.
 */
export async function measureMicroBatching(
  folder: string,
  digits: TrainedDigits,
  options: ServeOptions,
): Promise<Part> {
  const other = await withElu(digits.artifact);
  await writeArtifactFolder(join(folder, tfjsName), other);
  const server = await startServer("service-server", [folder]);
  const figures: Figure[] = [];
  try {
    // As in the service, where no other backend is there.
    await tf.setBackend("cpu");
    for (const [kind, name, artifact] of [
      ["dense", modelName, digits.artifact],
      ["tfjs", tfjsName, other],
    ] as const) {
      const predictor = await createPredictor(artifact);
      if (predictor.kind !== kind) throw new Error(`Cannot measure ${kind}: ${name} is predicted otherwise`);
      const contenders = Object.fromEntries(
        batches.map((batch) => [
          String(batch),
          timedByProcessor(
            () => predictor.predict(digits.images.subarray(0, batch * imageSize), batch),
            Math.ceil(1024 / batch),
          ),
        ]),
      );
      await takeTurns(contenders, 3);
      const times = await takeTurns(contenders, options.repetitions);
      predictor.dispose();
      const perImage = (batch: number): number[] =>
        (times[batch] ?? []).map((value) => (1000 * value) / batch);
      const cost = [];
      for (let round = 0; round <= options.rounds; round++) {
        const before = await server.usage();
        const { answers } = await drive({
          url: `${server.url}/v1/models/${name}:predict`,
          headers: { "Content-Type": "application/json" },
          bodies: bodies(digits.images),
          connections: 64,
          seconds: options.seconds,
        });
        // The first round is for the compilers.
        if (round > 0) cost.push((1000 * ((await server.usage()).cpuMs - before.cpuMs)) / answers);
      }
      figures.push(figure(`${kind}: processor time of a whole request`, "us", cost));
      for (const batch of batches) {
        figures.push(figure(`${kind}: an image among ${batch}`, "us", perImage(batch)));
        if (batch === 1) continue;
        const saved = median(perImage(1)) - median(perImage(batch));
        const won = 100 * (median(cost) / (median(cost) - saved) - 1);
        figures.push(figure(`${kind}: more requests, at most, in batches of ${batch}`, "%", [won]));
      }
    }
  } finally {
    await server.stop();
  }
  return { title: "What predicting requests together could win", figures };
}

function bodies(images: Uint8Array): string[] {
  return Array.from({ length: 10 }, (_, index) =>
    JSON.stringify({
      signature_name: "serving_bytes",
      instances: [Array.from(images.subarray(index * imageSize, (index + 1) * imageSize))],
    }),
  );
}

/** The same model with ELU in place of ReLU, which the dense path does not compute. */
async function withElu({ manifest, modelJson, weights }: Artifact): Promise<Artifact> {
  const text = new TextDecoder().decode(modelJson).replaceAll('"relu"', '"elu"');
  const { files: _, ...rest } = manifest;
  return await createArtifact({
    manifest: { ...rest, name: tfjsName },
    modelJson: new TextEncoder().encode(text),
    weights,
  });
}
