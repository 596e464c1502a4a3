import { batches, epochOrder } from "@proj/datasets";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adam } from "../adam.ts";
import type { Backend } from "../backend/backend.ts";
import { perceptron } from "../perceptron.ts";
import { expectNoErrors, fusedOn, gpuBackends, validated } from "../testing/fused.ts";
import { fusedProblem } from "../testing/fused-problem.ts";
import { randomClasses } from "../testing/random-classes.ts";
import { weightsOf } from "../testing/trajectory.ts";
import type { FusedCounts } from "./fused-counts.ts";
import type { FusedLimits } from "./fused-machine.ts";

const count = 600;
const epochs = 3;

/** What a run comes to. */
interface Run {
  readonly weights: Float32Array;
  readonly losses: readonly number[];
  readonly counts: readonly FusedCounts[];
}

/** Trains three epochs, 19 steps each, in two calls an epoch. */
async function train(
  backend: Backend,
  inputs: "bytes" | "floats",
  width: number,
  limits: FusedLimits,
): Promise<Run> {
  const { data, loss } = randomClasses({ count, width, classes: 4, inputs, seed: 5 });
  const model = perceptron({ inputShape: [width], hiddenUnits: [9], classes: 4, dropout: 0.3, seed: 4 });
  const engine = fusedOn(backend, limits)({ model, loss, data, optimizer: adam() });
  const losses: number[] = [];
  const counts: FusedCounts[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const all = batches(epochOrder({ count, seed: 1, epoch }), 32);
    for (const part of [all.slice(0, 10), all.slice(10)]) {
      losses.push((await validated(backend, () => engine.train(part))).lossSum);
    }
    counts.push({ ...engine.counts });
  }
  const weights = await weightsOf(model);
  engine.dispose();
  expect(engine.counts).toMatchObject({ buffers: 0, bufferBytes: 0 });
  model.dispose();
  return { weights, losses, counts };
}

describe.each(gpuBackends)("samples that do not fit, on $title", ({ available, open }) => {
  let backend: Backend;
  beforeAll(async () => {
    if (available) backend = await open();
  });
  afterAll(() => backend?.close());
  expectNoErrors(() => backend);

  // 23 bytes take six words; 24 are six words as they are.
  test.skipIf(!available).each([
    ["bytes", 23, 6 * 4],
    ["bytes", 24, 6 * 4],
    ["floats", 7, 7 * 4],
  ] as const)(
    "%s, %d of them, go there in chunks, only those that count, and the run has the same bytes",
    async (inputs, width, rowBytes) => {
      const resident = await train(backend, inputs, width, {});
      const whole = count * (rowBytes + 4 * 4);
      expect(resident.counts.map(({ dataBytes }) => dataBytes)).toEqual([whole, whole, whole]);

      const { data } = randomClasses({ count, width, classes: 4, inputs, seed: 5 });
      const live = Array.from({ length: count }, (_, row) => data.labels[row * 5 + 4] ?? 0);
      const epochBytes = live.filter((each) => each === 1).length * (rowBytes + 4 * 4);
      for (const limits of [
        { largestBuffer: 60 * rowBytes }, // three or four steps
        { largestBuffer: 4 * rowBytes }, // less than one step
        { largestBuffer: 60 * rowBytes, stepsPerSubmission: 1 },
      ]) {
        const streamed = await train(backend, inputs, width, limits);
        expect(streamed.weights).toEqual(resident.weights);
        expect(streamed.losses).toEqual(resident.losses);
        expect(streamed.counts.map(({ dataBytes }) => dataBytes)).toEqual(
          [1, 2, 3].map((epoch) => epoch * epochBytes),
        );
        expect(streamed.counts[2]?.readBacks).toBe(2 * epochs);
        expect(streamed.counts[2]?.buffers).toBe(streamed.counts[0]?.buffers);
      }
    },
  );

  test.skipIf(!available)("the labels of several parts go there with them", async () => {
    const weights: Float32Array[] = [];
    for (const largestBuffer of [undefined, 800]) {
      const { model, loss, data } = fusedProblem(
        {
          title: "two parts",
          shape: [5],
          hidden: [[6, "relu"]],
          parts: [
            { loss: "categoricalCrossentropy", units: 3, mask: "flag" },
            { loss: "binaryCrossentropy", units: 4, mask: "labels" },
          ],
          reduction: "sumOverBatchSize",
          rows: 90,
        },
        7,
      );
      const engine = fusedOn(backend, { largestBuffer })({ model, loss, data, optimizer: adam() });
      for (let epoch = 0; epoch < 2; epoch++) {
        await engine.train(batches(epochOrder({ count: 90, seed: 1, epoch }), 16));
      }
      weights.push(await weightsOf(model));
      engine.dispose();
      model.dispose();
    }
    expect(weights[1]).toEqual(weights[0]);
  });

  test.skipIf(!available)("however many steps a submission has, the run has the same bytes", async () => {
    const runs: Run[] = [];
    for (const stepsPerSubmission of [undefined, 1, 4, 1000]) {
      runs.push(await train(backend, "bytes", 24, { stepsPerSubmission }));
    }
    for (const { weights, losses } of runs) {
      expect(weights).toEqual(runs[0]?.weights);
      expect(losses).toEqual(runs[0]?.losses);
    }
    const submissions = runs.map(({ counts }) => counts[2]?.submissions);
    expect(submissions.slice(1)).toEqual([3 * 19, 3 * (3 + 3), 3 * 2]);
  });
});
