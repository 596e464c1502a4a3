import "@tensorflow/tfjs";
import { setBackend } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, test } from "vitest";
import { expectClose } from "../testing/expect-close.ts";
import { batches, isLive, outcomeOf, type WeighedRow } from "../testing/loss-batches.ts";
import { LOSS_CASES, type LossCase } from "../testing/loss-cases.ts";
import { holds } from "../testing/property.ts";
import { REDUCTIONS, type Reduction } from "./reduction.ts";

beforeAll(async () => {
  await setBackend("cpu");
});

/** What float32 keeps of sums of a few losses whose terms cancel. */
const TOLERANCE = { relative: 1e-4, absolute: 5e-6 };

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** What a reduction divides the sum by, in float64. */
function divisorOf(weights: readonly number[], reduction: Reduction): number {
  const divisors = {
    none: 1,
    sum: 1,
    sumOverBatchSize: weights.length,
    meanWithSampleWeight: sum(weights),
    sumByNonzeroWeights: weights.filter((weight) => weight !== 0).length,
  };
  // Where nothing is live the sum is 0, whatever it is divided by.
  return divisors[reduction] || 1;
}

/** The masked losses straight from the documentation, in float64: one for each weight, divided already. */
function referenceOf({ reference }: LossCase, rows: readonly WeighedRow[], reduction: Reduction): number[] {
  const weights = rows.flatMap((row) => row.weights);
  const losses = rows.flatMap(({ labels, predictions, weights: own }) =>
    own.length === 1
      ? [reference(labels, predictions)]
      : labels.map((label, at) => reference([label], [predictions[at] ?? Number.NaN])),
  );
  const divisor = divisorOf(weights, reduction);
  return losses.map((loss, at) => {
    const weight = weights[at] ?? 0;
    return weight === 0 ? 0 : (weight * loss) / divisor;
  });
}

/** The gradient of their sum by central differences, in float64. */
function differencesOf(lossCase: LossCase, rows: readonly WeighedRow[], reduction: Reduction): number[][] {
  const step = 1e-5;
  const valueAt = (row: number, column: number, by: number): number => {
    const moved = rows.map((each, at) =>
      at === row
        ? { ...each, predictions: each.predictions.map((x, index) => (index === column ? x + by : x)) }
        : each,
    );
    return sum(referenceOf(lossCase, moved, reduction));
  };
  return rows.map(({ predictions }, row) =>
    predictions.map((_, column) => (valueAt(row, column, step) - valueAt(row, column, -step)) / (2 * step)),
  );
}

describe.each(LOSS_CASES)("maskedLoss of $name, for random batches,", (lossCase) => {
  const { loss } = lossCase;

  describe.each(REDUCTIONS)("%s:", (reduction) => {
    test("masking a row equals deleting it, up to the batch size", () =>
      holds(
        batches(lossCase, false).filter((rows) => rows.some(isLive)),
        async (rows) => {
          const live = rows.filter(isLive);
          const masked = await outcomeOf(loss, rows, reduction);
          const deleted = await outcomeOf(loss, live, reduction);
          const scale = reduction === "sumOverBatchSize" ? live.length / rows.length : 1;
          const ofLive = <Each>(values: readonly Each[]): Each[] =>
            values.filter((_, at) => rows.slice(at, at + 1).some(isLive));
          expectClose(
            reduction === "none" ? ofLive(masked.value) : masked.value,
            deleted.value.map((value) => value * scale),
          );
          expectClose(
            ofLive(masked.grad).flat(),
            deleted.grad.flat().map((slope) => slope * scale),
          );
        },
        12,
      ));

    test("permuting the rows permutes what belongs to rows, and changes nothing else", () =>
      holds(
        batches(lossCase, false).chain((rows) =>
          fc.record({
            rows: fc.constant(rows),
            order: fc.shuffledSubarray(
              rows.map((_, at) => at),
              { minLength: rows.length },
            ),
          }),
        ),
        async ({ rows, order }) => {
          const permute = <Each>(values: readonly Each[]): Each[] =>
            order.flatMap((at) => values.slice(at, at + 1));
          const straight = await outcomeOf(loss, rows, reduction);
          const permuted = await outcomeOf(loss, permute(rows), reduction);
          expectClose(permuted.value, reduction === "none" ? permute(straight.value) : straight.value);
          expectClose(permuted.grad.flat(), permute(straight.grad).flat());
        },
        12,
      ));

    const cuts = lossCase.isElementwise ? [false, true] : [false];
    test.each(cuts)("value and gradient agree with the formula in float64, by element: %o", (isByElement) =>
      holds(
        batches(lossCase, isByElement),
        async (rows) => {
          const { value, grad } = await outcomeOf(loss, rows, reduction);
          const expected = referenceOf(lossCase, rows, reduction);
          expectClose(value, reduction === "none" ? expected : [sum(expected)], TOLERANCE);
          expectClose(grad.flat(), differencesOf(lossCase, rows, reduction).flat(), TOLERANCE);
        },
        12,
      ),
    );
  });
});
