import { parseCondition } from "@proj/core";
import { describe, expect, test } from "vitest";
import { simulateRun } from "./fixtures/simulated-run.ts";
import { tinyRun } from "./fixtures/tiny-run.ts";
import { buildReport, correctCount } from "./report.ts";

const odd = parseCondition("odd", ["digit"]);

describe("buildReport", () => {
  test("splits each split into the complement (masked) and the condition (live)", () => {
    const { splits } = buildReport({ ...tinyRun(), condition: odd });
    expect(splits.map(({ name, count }) => [name, count])).toEqual([
      ["training", 4],
      ["held-out", 6],
    ]);
    for (const { slices } of splits) {
      expect(slices.map(({ name, live }) => [name, live])).toEqual([
        ["even", false],
        ["odd", true],
      ]);
    }
  });

  test("counts a slice by hand: accuracy, confusion matrix over the union of labels, both counts", () => {
    const [, heldOut] = buildReport({ ...tinyRun(), condition: odd }).splits;
    expect(heldOut?.slices).toEqual([
      {
        name: "even",
        live: false,
        count: 1 + 2,
        accuracy: 0 / 3,
        confusion: {
          labels: [0, 1, 2],
          counts: [
            [0, 1, 0],
            [0, 0, 0],
            [0, 2, 0],
          ],
        },
        trueCounts: [1, 0, 2],
        predictedCounts: [0, 1 + 2, 0],
      },
      {
        name: "odd",
        live: true,
        count: 3,
        accuracy: 2 / 3,
        confusion: {
          labels: [1, 2],
          counts: [
            [2, 1],
            [0, 0],
          ],
        },
        trueCounts: [0, 3, 0],
        predictedCounts: [0, 2, 1],
      },
    ]);
  });

  test("takes the run's facts from the manifest, and counts the steps of an epoch", () => {
    const report = buildReport({ ...tinyRun(), condition: odd });
    expect(report.model).toEqual({
      name: "tiny",
      condition: "odd",
      backend: "cpu",
      adapter: "none",
      seed: 7,
      epochs: 2,
      stepsPerEpoch: Math.ceil(4 / 3),
      trainedOn: { name: "handmade", sha256: "0123456789abcdef".repeat(4) },
    });
    expect(report.dataset).toEqual(report.model.trainedOn);
    expect(report.epochs).toEqual([
      { epoch: 1, loss: 0.5 },
      { epoch: 2, loss: 0.25 },
    ]);
  });

  test("keeps apart the data set of training and the one of the evaluation", () => {
    const dataset = { name: "other", sha256: "f".repeat(64) };
    const report = buildReport({ ...tinyRun(), condition: odd, dataset });
    expect([report.dataset.name, report.model.trainedOn.name]).toEqual(["other", "handmade"]);
  });

  test("gives an empty slice the accuracy null, never NaN", () => {
    const report = buildReport({
      ...tinyRun(),
      condition: odd,
      splits: [{ name: "held-out", labels: Uint8Array.of(1, 1), predictions: [1, 1] }],
    });
    expect(report.splits[0]?.slices[0]).toEqual({
      name: "even",
      live: false,
      count: 0,
      accuracy: null,
      confusion: { labels: [], counts: [] },
      trueCounts: [0, 0, 0],
      predictedCounts: [0, 0, 0],
    });
  });

  test.each([
    ["digit>=1", "digit < 1", [1, 2]],
    ["not odd", "odd", [0, 2]],
    ["digit in 0, 1", "digit not in 0, 1", [0, 1]],
    ["true", "false", [0, 1, 2]],
  ])("takes any condition: %s against %s", (text, opposite, liveLabels) => {
    const run = tinyRun();
    const report = buildReport({ ...run, condition: parseCondition(text, ["digit"]) });
    for (const [index, split] of report.splits.entries()) {
      const liveCount = run.splits[index]?.labels.filter((label) => liveLabels.includes(label)).length;
      expect(split.slices.map(({ name }) => name)).toEqual([opposite, text]);
      expect(split.slices[1]?.count).toBe(liveCount);
      expect((split.slices[0]?.count ?? 0) + (split.slices[1]?.count ?? 0)).toBe(split.count);
    }
  });

  test("calls the label what the manifest calls its part", () => {
    const { manifest, splits } = tinyRun();
    const report = buildReport({
      manifest: { ...manifest, labels: { learned: [{ part: "species" }] } },
      splits,
      condition: parseCondition("species = 2", ["species"]),
    });
    expect(report.splits[1]?.slices.map(({ count }) => count)).toEqual([6 - 2, 2]);
  });

  test("is plain data: JSON gives it back", () => {
    const report = buildReport({ ...tinyRun(), condition: odd });
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  test("adds up on 70,000 simulated images: every image once, every count both ways", () => {
    const run = simulateRun({ isLive: (label) => label % 2 === 1 });
    const report = buildReport({ ...run, condition: odd });
    const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
    expect(report.splits.map(({ count }) => count)).toEqual([60_000, 10_000]);
    for (const slice of report.splits.flatMap(({ slices }) => slices)) {
      expect(sum(slice.trueCounts)).toBe(slice.count);
      expect(sum(slice.predictedCounts)).toBe(slice.count);
      expect(sum(slice.confusion.counts.flat())).toBe(slice.count);
      expect(correctCount(slice) / slice.count).toBe(slice.accuracy);
    }
  });

  test("refuses no split, and a split that comes twice", () => {
    const { manifest, splits } = tinyRun();
    expect(() => buildReport({ manifest, splits: [], condition: odd })).toThrow(RangeError);
    const twice = [...splits, ...splits.slice(0, 1)];
    expect(() => buildReport({ manifest, splits: twice, condition: odd })).toThrow(
      "Cannot build the report: each split may come once, received training, held-out, training",
    );
  });

  test("refuses labels and predictions that differ in number, and says both", () => {
    const splits = [{ name: "held-out" as const, labels: Uint8Array.of(0, 1), predictions: [1] }];
    expect(() => buildReport({ ...tinyRun(), splits, condition: odd })).toThrow(
      "the held-out split needs one prediction for each label, received 2 labels and 1 predictions",
    );
  });

  test.each([3, -1, 0.5, Number.NaN])("refuses the prediction %d, and says where it stands", (bad) => {
    const splits = [{ name: "held-out" as const, labels: Uint8Array.of(0, 1), predictions: [1, bad] }];
    expect(() => buildReport({ ...tinyRun(), splits, condition: odd })).toThrow(
      `a prediction of the held-out split must be one of the model's 3 classes, received ${bad} at index 1`,
    );
  });

  test("refuses a label out of range", () => {
    const splits = [{ name: "training" as const, labels: Uint8Array.of(9), predictions: [1] }];
    expect(() => buildReport({ ...tinyRun(), splits, condition: odd })).toThrow(
      "a true label of the training split must be one of the model's 3 classes, received 9 at index 0",
    );
  });
});

describe("correctCount", () => {
  test("adds up the diagonal", () => {
    const [, heldOut] = buildReport({ ...tinyRun(), condition: odd }).splits;
    expect(heldOut?.slices.map(correctCount)).toEqual([0 + 0 + 0, 2 + 0]);
  });
});
