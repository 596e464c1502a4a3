import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeEachBackend } from "../testing/each-backend.ts";
import { batches, outcomeOf, type WeighedRow } from "../testing/loss-batches.ts";
import { LOSS_CASES } from "../testing/loss-cases.ts";
import { holds } from "../testing/property.ts";
import { REDUCTIONS } from "./reduction.ts";

const anything = fc.constantFrom(
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  3e38,
  1e-38,
  -7,
  0.5,
);

/** Writes over whatever does not count: a whole row, or elements of it. */
function overwrite(row: WeighedRow, label: number, prediction: number): WeighedRow {
  const [first = 0] = row.weights;
  const isDead = (at: number): boolean => (row.weights[at] ?? first) === 0;
  return {
    ...row,
    labels: row.labels.map((value, at) => (isDead(at) ? label : value)),
    predictions: row.predictions.map((value, at) => (isDead(at) ? prediction : value)),
  };
}

describeEachBackend("whatever is written under the mask changes nothing, bit for bit,", () => {
  describe.each(LOSS_CASES)("in the value and gradient of $name,", (lossCase) => {
    const cuts = lossCase.isElementwise ? [false, true] : [false];
    test.each(cuts)("by element: %o", (isByElement) =>
      holds(
        fc.tuple(batches(lossCase, isByElement), anything, anything, fc.constantFrom(...REDUCTIONS)),
        async ([rows, label, prediction, reduction]) => {
          const written = rows.map((row) => overwrite(row, label, prediction));
          const clean = await outcomeOf(lossCase.loss, rows, reduction);
          expect(await outcomeOf(lossCase.loss, written, reduction)).toEqual(clean);
          expect([clean.value, ...clean.grad].flat().every(Number.isFinite)).toBe(true);
          const dead = rows.flatMap(({ weights }, row) =>
            (clean.grad[row] ?? []).filter((_, at) => (weights[at] ?? weights[0]) === 0),
          );
          expect(dead.every((slope) => slope === 0)).toBe(true);
        },
        12,
      ),
    );
  });
});
