import { memory } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { classIndex } from "../layout/class-index.ts";
import { combineLabels } from "../layout/combine-labels.ts";
import { defineLayout } from "../layout/define-layout.ts";
import { flag } from "../layout/flag.ts";
import { flags } from "../layout/flags.ts";
import { oneHot } from "../layout/one-hot.ts";
import { presence } from "../layout/presence.ts";
import { sampleWeight } from "../layout/sample-weight.ts";
import { value } from "../layout/value.ts";
import { binaryCrossentropy } from "../losses/binary-crossentropy.ts";
import { categoricalCrossentropy } from "../losses/categorical-crossentropy.ts";
import { meanSquaredError } from "../losses/mean-squared-error.ts";
import { sparseCategoricalCrossentropy } from "../losses/sparse-categorical-crossentropy.ts";
import { describeEachBackend } from "../testing/each-backend.ts";
import { createSupervisionCounter } from "./supervision-counter.ts";

const layout = defineLayout({
  species: oneHot(["setosa", "versicolor", "virginica"], { missing: -1 }),
  known: presence("species"),
  word: classIndex(3),
  assays: flags(["NR-AR", "SR-p53"], { missing: -1 }),
  measured: presence("assays"),
  age: value(),
  asked: flag(),
  weight: sampleWeight(),
});

describeEachBackend("createSupervisionCounter", () => {
  test("counts the live labels of every class and task over several batches, and names those without any", async () => {
    const counter = createSupervisionCounter(layout, {
      species: { loss: categoricalCrossentropy, mask: "weight" },
      word: { loss: sparseCategoricalCrossentropy, mask: "asked" },
      assays: { loss: binaryCrossentropy },
      age: { loss: meanSquaredError, mask: ["asked", "weight"] },
    });
    const batches = [
      [
        { species: 0, word: 2, assays: [1, -1], age: 1, asked: true, weight: 0.5 },
        { species: 2, word: 1, assays: [0, -1], age: 2, asked: false, weight: 3 },
      ],
      [{ species: -1, word: 2, assays: [-1, -1], age: 3, asked: true, weight: 0 }],
    ];
    for (const batch of batches) {
      const labels = combineLabels(layout, batch);
      counter.add(labels);
      labels.dispose();
    }
    const counts = await counter.counts();
    expect(counts.map(({ name, live }) => [name, live])).toEqual([
      ["species setosa", 1],
      ["species versicolor", 0],
      ["species virginica", 1],
      ["word 0", 0],
      ["word 1", 0],
      ["word 2", 2],
      ["assays NR-AR", 2],
      ["assays SR-p53", 0],
      ["age", 1],
    ]);
    expect(await counter.unsupervised()).toEqual(["species versicolor", "word 0", "word 1", "assays SR-p53"]);
    counter.dispose();
  });

  test("counts indices of many classes in memory that does not grow with them times the batch", async () => {
    const wide = defineLayout({ word: classIndex(200_000, { missing: -100 }), known: presence("word") });
    const counter = createSupervisionCounter(wide, { word: { loss: sparseCategoricalCrossentropy } });
    // [B, C] would be 2e10 numbers.
    const samples = Array.from({ length: 100_000 }, (_, row) => ({ word: row % 4 === 0 ? -100 : row % 4 }));
    const labels = combineLabels(wide, samples);
    counter.add(labels);
    const live = (await counter.counts()).filter((count) => count.live > 0);
    expect(live.map((count) => [count.name, count.live])).toEqual([
      ["word 1", 25_000],
      ["word 2", 25_000],
      ["word 3", 25_000],
    ]);
    counter.dispose();
    labels.dispose();
  });

  test("that has seen nothing counts nothing", async () => {
    const counter = createSupervisionCounter(layout, { age: { loss: meanSquaredError } });
    expect(await counter.unsupervised()).toEqual(["age"]);
    counter.dispose();
  });

  test("refuses labels that do not fit, and leaves what it counted", async () => {
    const narrow = defineLayout({ age: value() });
    const counter = createSupervisionCounter(narrow, { age: { loss: meanSquaredError } });
    const [good, wide] = [
      combineLabels(narrow, [{ age: 1 }]),
      combineLabels(defineLayout({ age: value(), asked: flag() }), [{ age: 1, asked: true }]),
    ];
    counter.add(good);
    const before = memory().numTensors;
    expect(() => counter.add(wide)).toThrow("Cannot count labels: labels must have the shape [B, 1]");
    expect(memory().numTensors).toBe(before);
    expect((await counter.counts())[0]?.live).toBe(1);
    counter.dispose();
    good.dispose();
    wide.dispose();
  });
});
