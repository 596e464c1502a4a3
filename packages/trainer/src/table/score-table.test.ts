import { readCsv } from "@proj/datasets";
import { expect, test } from "vitest";
import { scoreTable } from "./score-table.ts";
import { combineTableLabels } from "./table-labels.ts";
import { parseTableTask } from "./table-task.ts";

test("scores flags, classes and values where they count", () => {
  const task = parseTableTask({
    name: "mixed",
    inputs: { numbers: ["x"] },
    labels: {
      parts: {
        assays: { kind: "flags", names: ["a1", "a2"], missing: null },
        measured: { kind: "presence", of: "assays" },
        species: { kind: "classIndex", names: ["cat", "dog"] },
        price: { kind: "value" },
        weight: { kind: "sampleWeight" },
      },
    },
    losses: {
      assays: { loss: "binaryCrossentropy" },
      species: { loss: "sparseCategoricalCrossentropy" },
      price: { loss: "meanAbsoluteError", mask: "weight" },
    },
  });
  const labels = combineTableLabels(
    task,
    readCsv("x,a1,a2,species,price,weight\n0,1,1,cat,10,1\n0,0,,dog,20,3\n0,1,,dog,30,0\n"),
  );
  // a1, a2, cat, dog, price
  const predictions = Float32Array.from(
    [
      [0.9, 0.9, 0.8, 0.2, 12],
      [0.4, 0.1, 0.7, 0.3, 21],
      [0.3, 0.1, 0.1, 0.9, 99],
    ].flat(),
  );
  const { tasks, summary } = scoreTable(task, labels, predictions);
  expect(summary).toBeNull();
  expect(tasks).toEqual([
    // Of the pairs (1, 0): 0.9 above 0.4 is right, 0.3 below it is wrong; above 0.5 is yes.
    { part: "assays", label: "a1", live: 3, positives: 2, metrics: { "ROC-AUC": 1 / 2, accuracy: 2 / 3 } },
    // One label alone has no other class to be ranked against.
    { part: "assays", label: "a2", live: 1, positives: 1, metrics: { "ROC-AUC": null, accuracy: 1 } },
    {
      part: "species",
      label: "",
      live: 3,
      positives: null,
      // F1 of cat: 2 * 1 / (2 + 1); of dog: 2 * 1 / (1 + 2).
      metrics: { accuracy: 2 / 3, "macro F1": expect.closeTo(2 / 3, 12) },
    },
    {
      part: "price",
      label: "",
      live: 2,
      positives: null,
      metrics: { "mean absolute error": (2 * 1 + 1 * 3) / 4 },
    },
  ]);
});

test("summarises by the metric that all tasks have, over those in which it is defined", () => {
  const task = parseTableTask({
    name: "assays",
    inputs: { numbers: ["x"] },
    labels: {
      parts: {
        assays: { kind: "flags", names: ["a1", "a2"], missing: null },
        measured: { kind: "presence", of: "assays" },
      },
    },
    losses: { assays: { loss: "binaryCrossentropy" } },
  });
  const labels = combineTableLabels(task, readCsv("x,a1,a2\n0,1,\n0,0,\n"));
  const { tasks, summary } = scoreTable(task, labels, Float32Array.of(0.9, 0.5, 0.1, 0.5));
  expect(summary).toEqual({ name: "ROC-AUC", better: "higher", mean: 1 });
  expect(tasks[1]).toMatchObject({ label: "a2", live: 0, metrics: { "ROC-AUC": null, accuracy: null } });
});
