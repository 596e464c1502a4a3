import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createApp, createModelRepository } from "@proj/api";
import { folderSource } from "@proj/api/node";
import { type Dataset, loadBundledDigits } from "@proj/datasets";
import { type Artifact, createPredictor } from "@proj/model";
import { writeArtifactFolder } from "@proj/model/node";
import { type Backend, openBackend } from "@proj/trainer/backend";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type TrainedOnDigits, trainOnDigits } from "./train-on-digits.ts";

const imageSize = 784;
const networks = [
  { name: "the worked example's network", hiddenUnits: [64] },
  { name: "several layers with dropout", hiddenUnits: [128, 64], dropout: 0.25 },
];

let dataset: Dataset;
/** All 10,000 bundled images. */
let images: Uint8Array;
let count: number;
let backend: Backend | null = null;

beforeAll(async () => {
  dataset = await loadBundledDigits();
  const { train, heldOut } = dataset;
  count = train.count + heldOut.count;
  images = new Uint8Array(count * imageSize);
  images.set(train.images);
  images.set(heldOut.images, train.count * imageSize);
  backend = await openBackend({ backend: "webgpu" }).catch(() => null);
});

afterAll(() => backend?.close());

/** The largest difference of all values; NaN where one is none. */
function largestDifference(first: ArrayLike<number>, second: ArrayLike<number>): number {
  expect(first.length).toBe(second.length);
  let largest = 0;
  for (let index = 0; index < first.length; index++) {
    const difference = Math.abs((first[index] ?? Number.NaN) - (second[index] ?? Number.NaN));
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

/** Holds predictions to the trainer's, and says how near they are. */
function check(name: string, trained: TrainedOnDigits, predictions: ArrayLike<number>): void {
  const difference = largestDifference(predictions, trained.predictions);
  process.stdout.write(`${name}: ${count} images, largest difference ${difference.toExponential(1)}\n`);
  expect(difference).toBeLessThan(1e-5);
}

async function predictAll(artifact: Artifact, kind: "dense" | "tfjs"): Promise<Float32Array> {
  const predictor = await createPredictor(artifact, { kind });
  expect(predictor.kind).toBe(kind);
  const predictions = await predictor.predict(images, count);
  predictor.dispose();
  return predictions;
}

/** Asks the service for all images, in batches of 1,000. */
async function askForAll(artifact: Artifact): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), "agreement-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeArtifactFolder(join(folder, "digits"), artifact);
  const models = createModelRepository({ sources: [await folderSource(folder)] });
  onTestFinished(() => models.close());
  const app = createApp({ models });
  const predictions: number[] = [];
  for (let first = 0; first < count; first += 1000) {
    const instances = Array.from({ length: 1000 }, (_, index) =>
      Array.from(images.subarray((first + index) * imageSize, (first + index + 1) * imageSize)),
    );
    const response = await app.request("/v1/models/digits:predict", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ signature_name: "serving_bytes", instances }),
    });
    expect(response.status).toBe(200);
    const answer = (await response.json()) as { readonly predictions: readonly (readonly number[])[] };
    predictions.push(...answer.predictions.flat());
  }
  return predictions;
}

describe("predictions of all 10,000 bundled images are the trainer's own within 1e-5", () => {
  test.for(networks)(
    "$name, trained on WebGPU [needs webgpu]",
    { timeout: 300_000 },
    async ({ name, ...network }, context) => {
      if (backend === null)
        return context.skip("no WebGPU adapter was found: scripts/install-system.sh vulkan");
      expect(count).toBe(10_000);
      await tf.setBackend("webgpu");
      const trained = await trainOnDigits(dataset, images, network);
      // Where models are served there is no other.
      await tf.setBackend("cpu");
      check(`${name}, dense`, trained, await predictAll(trained.artifact, "dense"));
      check(`${name}, tfjs`, trained, await predictAll(trained.artifact, "tfjs"));
      check(`${name}, dense, through the service`, trained, await askForAll(trained.artifact));
    },
  );
});
