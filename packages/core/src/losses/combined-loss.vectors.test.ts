import { dispose, split, type Tensor, tensor2d, tidy, valueAndGrad } from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { combineColumns } from "../layout/combine-columns.ts";
import { combineLabels } from "../layout/combine-labels.ts";
import { combineTensors } from "../layout/combine-tensors.ts";
import { defineLayout } from "../layout/define-layout.ts";
import { flag } from "../layout/flag.ts";
import { flags } from "../layout/flags.ts";
import type { Layout } from "../layout/layout.ts";
import type { PartDefinition } from "../layout/part-definitions.ts";
import { presence } from "../layout/presence.ts";
import { describeEachBackend, read } from "../testing/each-backend.ts";
import { expectClose } from "../testing/expect-close.ts";
import { type Num, numbersOf, readVectors } from "../testing/vectors.ts";
import { binaryCrossentropy } from "./binary-crossentropy.ts";
import { combinedLoss } from "./combined-loss.ts";
import type { Pooling } from "./pooling.ts";
import type { SampleLoss } from "./sample-loss.ts";

interface Expected {
  readonly value: number;
  readonly grad: readonly (readonly Num[])[];
}

interface VectorCase {
  readonly name: string;
  readonly labels: readonly (readonly Num[])[];
  readonly logits: readonly (readonly Num[])[];
  readonly present: readonly (readonly Num[])[];
  readonly pooled_over_present: Expected;
  readonly per_task_valid_mean: readonly number[];
  readonly sum_of_task_means_over_task_count: Expected;
}

const { cases } = readVectors<{ readonly cases: readonly VectorCase[] }>("multi_task.json");

/** The two poolings of the vectors, by our names. */
const POOLED = {
  allLabels: "pooled_over_present",
  meanOfTasks: "sum_of_task_means_over_task_count",
} as const;
const POOLINGS: readonly (keyof typeof POOLED)[] = ["allLabels", "meanOfTasks"];

const loss: SampleLoss = (labels, logits) => binaryCrossentropy(labels, logits, { fromLogits: true });

/** The gradients as float64 has them; -0 is 0. */
const gradientOf = ({ grad }: Expected): number[] => numbersOf(grad).flat();

/** A layout of one part with all tasks. */
const layoutOfOne = (tasks: number) =>
  defineLayout({ assays: flags(tasks, { missing: [-1, null] }), measured: presence("assays") });

/** A layout of a part for each task. */
function layoutOfMany(tasks: number): Layout {
  const parts = Array.from({ length: tasks }, (_, task): [string, PartDefinition][] => [
    [`assay ${task}`, flag({ missing: -1 })],
    [`measured ${task}`, presence(`assay ${task}`)],
  ]);
  return defineLayout(Object.fromEntries(parts.flat()));
}

test("the vectors hold a dense case, one with half of the labels missing, and one with a task never present", () => {
  expect(cases.map(({ name }) => name)).toEqual(["dense", "half-missing", "one-task-never-present"]);
});

describeEachBackend("combinedLoss agrees with PyTorch in float64", () => {
  describe.each(cases)("on the multi-task case $name", (vector) => {
    const tasks = vector.per_task_valid_mean.length;

    test.each(POOLINGS)("of one part of flags, pooled as %s: value and gradient", async (pooling) => {
      const layout = layoutOfOne(tasks);
      const labels = combineLabels(
        layout,
        numbersOf(vector.labels).map((assays) => ({ assays })),
      );
      const compute = combinedLoss(
        layout,
        { assays: { loss } },
        { pooling, reduction: "meanWithSampleWeight" },
      );
      const logits = tensor2d(numbersOf(vector.logits));
      const expected = vector[POOLED[pooling]];
      const { value, grad } = valueAndGrad((x: Tensor) => compute(labels, x))(logits);
      expectClose(await read(value), [expected.value]);
      expectClose(await read(grad), gradientOf(expected));
      dispose([labels, logits, value, grad]);
    });

    test.each(POOLINGS)("of a part for each task, pooled as %s: value and gradient", async (pooling) => {
      const layout = layoutOfMany(tasks);
      const names = vector.per_task_valid_mean.map((_, task) => `assay ${task}`);
      const rows = numbersOf(vector.labels);
      const columns = Object.fromEntries(names.map((name, task) => [name, rows.map((row) => row[task])]));
      const labels = tensor2d(combineColumns(layout, columns as Record<string, number[]>), [
        rows.length,
        layout.width,
      ]);
      const compute = combinedLoss(layout, Object.fromEntries(names.map((name) => [name, { loss }])), {
        pooling,
        reduction: "meanWithSampleWeight",
      });
      const record = (logits: Tensor): Record<string, Tensor> =>
        Object.fromEntries(split(logits, tasks, 1).map((column, task) => [names[task], column]));
      const logits = tensor2d(numbersOf(vector.logits));
      const expected = vector[POOLED[pooling]];
      const { value, grad } = valueAndGrad((x: Tensor) => compute(labels, record(x)))(logits);
      expectClose(await read(value), [expected.value]);
      expectClose(await read(grad), gradientOf(expected));

      const byPart = tidy(() => compute.byPart(labels, record(logits)));
      for (const [task, mean] of vector.per_task_valid_mean.entries()) {
        expectClose(await read(part(byPart, `assay ${task}`)), [mean]);
      }
      dispose([labels, logits, value, grad]);
      dispose(byPart);
    });

    test("the mean of each task alone is that of its present labels", async () => {
      const layout = layoutOfOne(tasks);
      const [labels, logits] = [tensorsOf(vector, layout), tensor2d(numbersOf(vector.logits))];
      const poolings: Pooling[] = ["sumOfParts", "meanOfTasks"];
      for (const pooling of poolings) {
        const compute = combinedLoss(layout, { assays: { loss } }, { reduction: "sum", pooling });
        const divisor = combinedLoss(
          layout,
          { assays: { loss } },
          { reduction: "meanWithSampleWeight", pooling },
        ).divisor(labels);
        // The sum of the losses, of which the divisors make the means again.
        const total = compute(labels, logits);
        const present = numbersOf(vector.present);
        const counts = vector.per_task_valid_mean.map((_, task) =>
          sumOf(present.map((row) => row[task] ?? 0)),
        );
        expectClose(await read(divisor), pooling === "meanOfTasks" ? counts : [sumOf(counts)]);
        const sum = sumOf(vector.per_task_valid_mean.map((mean, task) => mean * (counts[task] ?? 0)));
        expectClose(await read(total), [pooling === "meanOfTasks" ? sum / tasks : sum]);
        dispose([divisor, total]);
      }
      dispose([labels, logits]);
    });
  });
});

/** The labels of a vector out of tensors: the ones that are missing NaN, the presence beside them. */
function tensorsOf(vector: VectorCase, layout: ReturnType<typeof layoutOfOne>): Tensor {
  return tidy(() =>
    combineTensors(layout, {
      assays: tensor2d(numbersOf(vector.labels)),
      measured: tensor2d(numbersOf(vector.present)),
    }),
  );
}

function part(byPart: Readonly<Record<string, { readonly loss: Tensor }>>, name: string): Tensor {
  const found = byPart[name];
  if (found === undefined) throw new Error(`There is no part ${name}`);
  return found.loss;
}

const sumOf = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
