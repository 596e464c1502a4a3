import { dispose, type Tensor, tensor1d, tensor2d, valueAndGrad } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { describeEachBackend, read } from "../testing/each-backend.ts";
import { expectClose } from "../testing/expect-close.ts";
import { type Num, numbersOf, readVectors } from "../testing/vectors.ts";
import { binaryCrossentropy } from "./binary-crossentropy.ts";
import { categoricalCrossentropy } from "./categorical-crossentropy.ts";
import { huber } from "./huber.ts";
import { maskedLoss } from "./masked-loss.ts";
import { meanAbsoluteError } from "./mean-absolute-error.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import { REDUCTIONS, type Reduction } from "./reduction.ts";
import type { SampleLoss } from "./sample-loss.ts";

interface VectorCase {
  readonly name: string;
  readonly loss: string;
  readonly labels: readonly (readonly Num[])[];
  readonly predictions: readonly (readonly Num[])[];
  readonly weights: readonly Num[];
  readonly expected: Readonly<
    Record<Reduction, { value: Num | readonly Num[]; grad?: readonly (readonly Num[])[] }>
  >;
}

const { cases } = readVectors<{ readonly cases: readonly VectorCase[] }>("masked_losses.json");

const LOSSES: Readonly<Record<string, SampleLoss>> = {
  categorical_crossentropy_logits: (labels, predictions) =>
    categoricalCrossentropy(labels, predictions, { fromLogits: true }),
  categorical_crossentropy_probs: categoricalCrossentropy,
  binary_crossentropy_logits: (labels, predictions) =>
    binaryCrossentropy(labels, predictions, { fromLogits: true }),
  mean_squared_error: meanSquaredError,
  mean_absolute_error: meanAbsoluteError,
  huber,
};

function numbers(values: Num | readonly Num[]): number[] {
  return typeof values === "object" ? values.map(Number) : [Number(values)];
}

test("the vectors hold 50 cases, 8 of each loss and 9 of those from logits", () => {
  const counts = Object.keys(LOSSES).map((name) => cases.filter(({ loss }) => loss === name).length);
  expect(cases).toHaveLength(50);
  expect(counts).toEqual([9, 8, 9, 8, 8, 8]);
});

describeEachBackend("maskedLoss agrees with PyTorch in float64", () => {
  for (const vector of cases) {
    for (const reduction of REDUCTIONS) {
      test(`${vector.name}, ${reduction}: value and gradient`, () => checkVector(vector, reduction));
    }
  }
});

async function checkVector(vector: VectorCase, reduction: Reduction): Promise<void> {
  const loss = LOSSES[vector.loss];
  if (loss === undefined) throw new Error(`There is no loss for ${vector.loss}`);
  const expected = vector.expected[reduction];
  const labels = tensor2d(numbersOf(vector.labels));
  const predictions = tensor2d(numbersOf(vector.predictions));
  const weights = tensor1d(vector.weights.map(Number));

  const compute = (x: Tensor) => maskedLoss(loss, labels, x, weights, { reduction });
  const { value, grad } = valueAndGrad(compute)(predictions);
  const valueAlone = compute(predictions);
  expect(value.shape).toEqual(reduction === "none" ? weights.shape : []);
  expectClose(await read(value), numbers(expected.value));
  expectClose(await read(valueAlone), numbers(expected.value));
  // tfjs starts a gradient from ones, so without a reduction it is that of the sum.
  const expectedGrad = expected.grad ?? vector.expected.sum.grad ?? [];
  expectClose(await read(grad), numbersOf(expectedGrad).flat());
  dispose([labels, predictions, weights, value, grad, valueAlone]);
}
