import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Artifact, createArtifact, encodeLayersModel } from "@proj/model";
import { writeArtifactFolder } from "@proj/model/node";

/** The name of the model that changes. */
export const changingName = "changing";

/** Values of one input of it. */
export const changingSize = 4;

/** Versions that stay in the folder: more than are written between two looks of a server that is busy. */
const kept = 6;

/** Every so many versions one is broken. */
const brokenEvery = 5;

/** A folder of models in which somebody works. */
export interface ChangingModel {
  /** How many versions were written, the broken ones included. */
  versions(): number;
  /** Whether a version is broken. */
  isBroken(version: number): boolean;
  /** Ends the work. */
  stop(): Promise<void>;
}

/**
 * Writes a new version of a model every second, now and then a broken one, and removes the oldest. Version `n` predicts `n` for
 * any input: what is half of one version and half of another shows.
 *
 * @param folder The folder of models.
 * @returns What goes on, when the first version is there.
 */
export async function changeModel(folder: string): Promise<ChangingModel> {
  const stopping = new AbortController();
  let version = 0;
  const isBroken = (each: number): boolean => each % brokenEvery === 0;

  async function write(): Promise<void> {
    const next = version + 1;
    // Beside the folder of models, and put there whole: a broken one was never any other.
    const draft = `${folder}-draft`;
    await writeArtifactFolder(draft, await constantModel(next));
    if (isBroken(next)) await writeFile(join(draft, "weights.bin"), "damaged");
    version = next;
    await mkdir(join(folder, changingName), { recursive: true });
    await rename(draft, join(folder, changingName, String(next)));
    if (next > kept)
      await rm(join(folder, changingName, String(next - kept)), { recursive: true, force: true });
  }

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      await setTimeout(1000, undefined, { signal: stopping.signal }).catch(() => {});
      if (!stopping.signal.aborted) await write();
    }
  }

  await write();
  const working = work();
  return {
    versions: () => version,
    isBroken,
    async stop() {
      stopping.abort();
      await working;
    },
  };
}

/** A model of one layer whose weights are 0: its outputs are its bias. */
function constantModel(value: number): Promise<Artifact> {
  const classes = 2;
  const config = {
    name: "scores",
    batch_input_shape: [null, changingSize],
    units: classes,
    activation: "linear",
    use_bias: true,
  };
  return createArtifact({
    manifest: {
      name: changingName,
      input: { shape: [changingSize], scale: 1 },
      labels: {
        layout: { width: classes, parts: { label: { kind: "oneHot", classes, offset: 0, width: classes } } },
        learned: [{ part: "label", loss: "categoricalCrossentropy", mask: [], weight: 1 }],
      },
      condition: { text: "true", expression: { op: "literal", value: true } },
      classes: Array.from({ length: classes }, (_, label) => ({
        label,
        part: "label",
        name: String(label),
        supervised: true,
        samples: 1,
      })),
      dataset: { name: "none", sha256: "0".repeat(64), trainCount: 1, heldOutCount: 1 },
      training: {
        seed: 1,
        epochs: 1,
        batchSize: 1,
        learningRate: 1,
        optimizer: { name: "adam" },
        reduction: "sumOverBatchSize",
        pooling: "sumOfParts",
        hiddenUnits: [],
        dropout: 0,
      },
      metrics: { epochs: [{ epoch: 1, loss: 0 }], lossCurve: [{ step: 1, loss: 0 }] },
      backend: { name: "cpu", adapter: "cpu", runtime: "node" },
      versions: {},
    },
    ...encodeLayersModel({
      modelTopology: {
        class_name: "Sequential",
        config: { name: changingName, layers: [{ class_name: "Dense", config }] },
      },
      weightSpecs: [
        { name: "scores/kernel", shape: [changingSize, classes], dtype: "float32" },
        { name: "scores/bias", shape: [classes], dtype: "float32" },
      ],
      weightData: [
        new Float32Array(changingSize * classes).buffer,
        new Float32Array(classes).fill(value).buffer,
      ],
    }),
  });
}
