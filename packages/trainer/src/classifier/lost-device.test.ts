import { parseCondition } from "@proj/core";
import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { adam } from "../adam.ts";
import type { Backend } from "../backend/backend.ts";
import { DeviceLostError } from "../fit/device-loss.ts";
import type { FitEvent } from "../fit/fit-options.ts";
import { gpuBackends } from "../testing/fused.ts";
import { memoryStore } from "../testing/memory-store.ts";
import { rowsDataset } from "../testing/row-images.ts";
import { type TrainedClassifier, trainClassifier } from "./train-classifier.ts";

const store = memoryStore();

/** 10 steps an epoch, a checkpoint every 4. */
const train = (
  backend: Backend,
  resume: boolean,
  onEvent?: (event: FitEvent) => void,
): Promise<TrainedClassifier> =>
  trainClassifier({
    backend,
    dataset: rowsDataset,
    condition: parseCondition("odd", ["label"]),
    name: "rows",
    hiddenUnits: [8],
    epochs: 4,
    batchSize: 16,
    seed: 1,
    optimizer: adam({ learningRate: 0.02 }),
    reduction: "sumOverBatchSize",
    runtime: "test",
    engine: "fused",
    scoreClasses: true,
    logEvery: 2,
    checkpoints: store,
    checkpointEvery: 4,
    resume,
    onEvent,
  });

describe.each(gpuBackends)("a device on $title that is lost", ({ available, open }) => {
  test.skipIf(!available).each([
    ["while steps are under way", "interval"],
    ["while an epoch is scored", "epoch"],
    ["before a checkpoint is taken", "checkpoint"],
  ] as const)(
    "%s is reported, and resuming ends with the bytes of a run never stopped",
    async (_title, type) => {
      await store.remove?.();
      const lost = await open();
      let seen = 0;
      const run = train(lost, false, (event) => {
        // Not in the event itself, but once the engine has been asked for more.
        if (event.type === type && ++seen === 3) setTimeout(() => lost.device?.destroy());
      });
      await expect(run).rejects.toBeInstanceOf(DeviceLostError);
      await expect(run).rejects.toThrow(/The last checkpoint is memory, at step \d+\.$/);
      lost.close();

      const backend = await open();
      const tensors = tf.memory().numTensors;
      backend.device?.pushErrorScope("validation");
      const events: FitEvent[] = [];
      const resumed = await train(backend, true, (event) => void events.push(event));
      expect(events.map((event) => event.type)).toContain("resume");
      await store.remove?.();
      const straight = await train(backend, false);
      expect((await backend.device?.popErrorScope())?.message).toBeUndefined();
      expect(resumed.artifact?.weights).toEqual(straight.artifact?.weights);
      expect(resumed.result).toEqual(straight.result);
      expect(resumed.scores).toEqual(straight.scores);
      expect(tf.memory().numTensors).toBe(tensors);
      backend.close();
    },
  );
});
