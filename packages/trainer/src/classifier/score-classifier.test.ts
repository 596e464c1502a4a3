import { parseCondition } from "@proj/core";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adam } from "../adam.ts";
import type { Backend } from "../backend/backend.ts";
import type { ClassScores } from "../evaluation/evaluator.ts";
import type { FitEvent } from "../fit/fit-options.ts";
import { testBackends } from "../testing/backends.ts";
import { expectNoErrors } from "../testing/fused.ts";
import { rowsDataset } from "../testing/row-images.ts";
import { scoreClassifier } from "./score-classifier.ts";
import { type ClassifierOptions, trainClassifier } from "./train-classifier.ts";

const options: Omit<ClassifierOptions, "backend"> = {
  dataset: rowsDataset,
  condition: parseCondition("odd", ["label"]),
  name: "rows",
  hiddenUnits: [8],
  epochs: 6,
  batchSize: 16,
  seed: 1,
  optimizer: adam({ learningRate: 0.02 }),
  reduction: "sumOverBatchSize",
  runtime: "test",
};

const right = (rows: ClassScores["live"]): number =>
  rows.reduce((sum, row, index) => sum + (row[index] ?? 0), 0);

describe.each(testBackends)("scores of a classifier on $title", ({ title, available, open }) => {
  let backend: Backend;
  beforeAll(async () => {
    if (available) backend = await open();
  });
  afterAll(() => backend?.close());
  expectNoErrors(() => backend);

  test.skipIf(!available)(
    "are told at each epoch's end, change nothing, and are those of the artifact",
    async () => {
      const tensors = tf.memory().numTensors;
      const events: FitEvent[] = [];
      const scored = await trainClassifier({
        ...options,
        backend,
        scoreClasses: true,
        onEvent: (event) => void events.push(event),
      });
      const plain = await trainClassifier({ ...options, backend });
      expect(plain.scores).toBeNull();
      expect(scored.artifact?.weights).toEqual(plain.artifact?.weights);

      const byEpoch = events.flatMap((event) => (event.type === "epoch" ? (event.classScores ?? []) : []));
      expect(byEpoch).toHaveLength(6);
      expect(byEpoch.at(-1)).toEqual(scored.scores?.heldOut);
      expect(byEpoch.at(-1)?.loss).toBeLessThan(byEpoch[0]?.loss ?? 0);
      // What counted is learned, what did not is never named.
      const { train, heldOut } = scored.scores ?? { train: null, heldOut: null };
      expect([train, heldOut].map((each) => each && [right(each.live), right(each.masked)])).toEqual([
        [80, 0],
        [20, 0],
      ]);

      if (scored.artifact === null) throw new Error("Cannot test: the run must be complete");
      const again = await scoreClassifier({ artifact: scored.artifact, dataset: rowsDataset, backend });
      expect(again).toEqual({
        train,
        heldOut,
        engine: title.includes("webgpu") ? "fused" : "eager",
        reason: title.includes("webgpu") ? null : `the backend ${backend.name} has no GPU device`,
      });
      const eager = await scoreClassifier({
        artifact: scored.artifact,
        dataset: rowsDataset,
        backend,
        engine: "eager",
      });
      expect([eager.train.live, eager.train.masked]).toEqual([train?.live, train?.masked]);
      expect(eager.heldOut.loss).toBeCloseTo(heldOut?.loss ?? Number.NaN, 5);
      expect(tf.memory().numTensors).toBe(tensors);
    },
  );
});
