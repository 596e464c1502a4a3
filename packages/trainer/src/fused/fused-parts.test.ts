import { readFileSync } from "node:fs";
import {
  binaryCrossentropy,
  combinedLoss,
  defineLayout,
  flag,
  flags,
  type Layout,
  type PartDefinition,
  type Pooling,
  presence,
} from "@proj/core";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adam } from "../adam.ts";
import type { Backend } from "../backend/backend.ts";
import { createEagerEngine, type EagerEngineOptions } from "../engine/eager-engine.ts";
import type { Engine } from "../engine/engine.ts";
import { sideBySide } from "../engine/side-by-side.ts";
import { fusedOn, gpuBackends, validated } from "../testing/fused.ts";
import { fusedProblem, type Problem } from "../testing/fused-problem.ts";
import { largestDifference } from "../testing/largest-difference.ts";

interface VectorCase {
  readonly name: string;
  readonly labels: readonly (readonly (number | "NaN")[])[];
  readonly logits: readonly (readonly number[])[];
  readonly present: readonly (readonly number[])[];
  readonly pooled_over_present: { readonly value: number; readonly grad: readonly (readonly number[])[] };
  readonly sum_of_task_means_over_task_count: VectorCase["pooled_over_present"];
}

const { cases } = JSON.parse(
  readFileSync(new URL("../../../../vectors/multi_task.json", import.meta.url), "utf8"),
) as { readonly cases: readonly VectorCase[] };

/** Three parts with heads of their own, each with its mask, on bytes. */
const problem: Problem = {
  title: "three parts",
  shape: [3, 3],
  bytes: true,
  hidden: [
    [12, "relu"],
    [7, "tanh"],
  ],
  parts: [
    { loss: "categoricalCrossentropy", units: 4, mask: "flag" },
    { loss: "binaryCrossentropy", units: 5, mask: "labels", weight: 0.5 },
    { loss: "huber", units: 1, mask: "weight" },
  ],
  reduction: "meanWithSampleWeight",
  rows: 40,
};
const batches = [0, 1, 2, 3].map((batch) => Uint32Array.from({ length: 10 }, (_, i) => batch * 10 + i));

function start(create: (options: EagerEngineOptions) => Engine) {
  const { model, loss, data } = fusedProblem(problem, 3);
  return { model, engine: create({ model, loss, optimizer: adam({ learningRate: 0.01 }), data }) };
}

/** A model whose outputs are the logits of a case: its inputs tell the rows apart, and its kernel has a row of logits for each. */
function ofLogits({ logits }: VectorCase): tf.LayersModel {
  const units = logits[0]?.length ?? 0;
  const dense = tf.layers.dense({
    units,
    useBias: false,
    activation: "sigmoid",
    inputShape: [logits.length],
  });
  const model = tf.sequential({ layers: [dense] });
  const kernel = tf.tensor(logits.flat(), [logits.length, units]);
  model.setWeights([kernel]);
  kernel.dispose();
  return model;
}

/** One part of flags, or a part for each of them; and its labels, NaN where they are missing. */
function ofVector(vector: VectorCase, isOne: boolean, pooling: Pooling) {
  const units = vector.logits[0]?.length ?? 0;
  const many = Array.from({ length: units }, (_, i): [string, PartDefinition][] => [
    [`assay${i}`, flag({ missing: null })],
    [`known${i}`, presence(`assay${i}`)],
  ]);
  const layout: Layout = isOne
    ? defineLayout({ assays: flags(units, { missing: null }), known: presence("assays") })
    : defineLayout(Object.fromEntries(many.flat()));
  const names = isOne ? ["assays"] : Array.from({ length: units }, (_, i) => `assay${i}`);
  const losses = Object.fromEntries(names.map((name) => [name, { loss: binaryCrossentropy }]));
  const loss = combinedLoss(layout, losses as Parameters<typeof combinedLoss>[1], {
    reduction: "meanWithSampleWeight",
    pooling,
  });
  const labels = vector.labels.flatMap((row, i) => {
    const [own, present] = [row.map(Number), vector.present[i] ?? []];
    return isOne ? [...own, ...present] : own.flatMap((label, task) => [label, present[task] ?? 0]);
  });
  return { loss: sideBySide(loss), labels: Float32Array.from(labels), labelWidth: layout.width };
}

describe.each(gpuBackends)("several parts in the fused engine on $title", ({ available, open }) => {
  let backend: Backend;
  beforeAll(async () => {
    if (available) backend = await open();
  });
  afterAll(() => backend?.close());

  for (const pooling of ["allLabels", "meanOfTasks"] as const) {
    for (const isOne of [true, false]) {
      test.skipIf(!available).each(cases)(
        `agree with PyTorch in float64, ${isOne ? "flags of one part" : "a part for each flag"}, pooled as ${pooling}: $name`,
        async (vector) => {
          const model = ofLogits(vector);
          const count = vector.logits.length;
          const inputs = Float32Array.from({ length: count * count }, (_, i) =>
            Number(i % (count + 1) === 0),
          );
          const { loss, labels, labelWidth } = ofVector(vector, isOne, pooling);
          const data = { count, inputs, inputShape: [count], inputScale: 1, labels, labelWidth };
          const engine = fusedOn(backend)({ model, loss, optimizer: adam({ beta1: 0.5 }), data });
          const { lossSum } = await validated(backend, () =>
            engine.train([Uint32Array.from(labels.keys()).slice(0, count)]),
          );
          const expected =
            pooling === "allLabels" ? vector.pooled_over_present : vector.sum_of_task_means_over_task_count;
          expect(lossSum / count).toBeCloseTo(expected.value, 5);
          const state = await engine.saveState();
          const [name] = Object.keys(state).filter((each) => each.startsWith("adam/m/"));
          // After the first step the first moment is (1 - beta1) times the gradient.
          const gradients = Array.from(state[name ?? ""]?.data ?? [], (moment) => moment / 0.5);
          const differences = expected.grad
            .flat()
            .map((slope, i) => Math.abs(slope - (gradients[i] ?? Number.NaN)));
          expect(gradients).toHaveLength(differences.length);
          expect(Math.max(...differences)).toBeLessThan(1e-6);
          engine.dispose();
          model.dispose();
        },
      );
    }
  }

  test.skipIf(!available)("cost NaN where a class's number is none, and only where it counts", async () => {
    const sparse: Problem = {
      ...{ title: "class numbers", shape: [2], hidden: [], reduction: "sum", rows: 6 },
      parts: [
        { loss: "sparseCategoricalCrossentropy", units: 3, mask: "flag" },
        { loss: "meanSquaredError", units: 1, mask: "all" },
      ],
    };
    const { model, loss, data } = fusedProblem(sparse, 1);
    const costs: number[] = [];
    for (const [index, counts] of [
      [2, 1],
      [3, 1],
      [0.5, 1],
      [-1, 1],
      [3, 0],
    ] as const) {
      const labels = data.labels.slice();
      labels.set([index, counts], 0);
      const engine = fusedOn(backend)({ model, loss, optimizer: adam(), data: { ...data, labels } });
      const { lossSum } = await validated(backend, () => engine.train([Uint32Array.of(0, 1, 2)]));
      costs.push(lossSum);
      engine.dispose();
    }
    expect(costs.map(Number.isFinite)).toEqual([true, false, false, false, true]);
    model.dispose();
  });

  test.skipIf(!available)("follow the eager engine, heads and all", async () => {
    const [eager, fused] = [start(createEagerEngine), start(fusedOn(backend))];
    const losses = await validated(backend, async () => {
      const own: number[][] = [];
      for (let epoch = 0; epoch < 5; epoch++) {
        for (const batch of batches) {
          const [one, other] = [await eager.engine.train([batch]), await fused.engine.train([batch])];
          own.push([one.lossSum / one.samples, other.lossSum / other.samples]);
        }
      }
      return own;
    });
    for (const [one = Number.NaN, other = Number.NaN] of losses)
      expect(Math.abs(one - other)).toBeLessThan(2e-5);
    const [ofEager, ofFused] = [await eager.engine.saveState(), await fused.engine.saveState()];
    expect(largestDifference(ofEager, ofFused)).toBeLessThan(5e-5);
    // Each goes on from the other's state, and the model's own variables hold what the state holds.
    await fused.engine.loadState(ofEager);
    expect(await fused.engine.saveState()).toEqual(ofEager);
    for (const weight of fused.model.weights) {
      const data = Float32Array.from(await weight.read().data());
      expect(data).toEqual(ofEager[`weight/${weight.originalName}`]?.data);
    }
    for (const { engine, model } of [eager, fused]) {
      engine.dispose();
      model.dispose();
    }
  });

  test.skipIf(!available)("give the same bytes, run after run, in 2 dispatches a layer and one", async () => {
    const states = [];
    for (const interval of [1, 4]) {
      const { model, loss, data } = fusedProblem(problem, 3);
      const engine = fusedOn(backend)({ model, loss, optimizer: adam(), data });
      for (let at = 0; at < 4; at += interval) await engine.train(batches.slice(at, at + interval));
      states.push(await engine.saveState());
      expect(engine.counts.dispatches).toBe(4 * 7);
      // Rows of nine bytes take three words; labels are the ten columns that are learned.
      expect(engine.counts.dataBytes).toBe(40 * 12 + 40 * 10 * 4);
      engine.dispose();
      model.dispose();
    }
    expect(states[1]).toEqual(states[0]);
  });
});
