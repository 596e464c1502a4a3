import { expect, test } from "vitest";
import { perceptron } from "../../../perceptron.ts";
import { fusedProblem, type ProblemPart } from "../../../testing/fused-problem.ts";
import { denseLayer } from "../../dense-layer.ts";
import { lossHead } from "../../loss-head.ts";
import { lossSegments } from "./loss-segment.ts";

/** The segments of some parts, over one layer that is wide enough. */
function segmentsOf(parts: readonly ProblemPart[]) {
  const { model, loss } = fusedProblem(
    { title: "", shape: [2], hidden: [], parts, reduction: "sum", rows: 1 },
    1,
  );
  model.dispose();
  const units = parts.reduce((sum, part) => sum + part.units, 0);
  const wide = perceptron({
    inputShape: [2],
    hiddenUnits: [],
    output: { units, activation: "linear" },
    seed: 1,
  });
  const [layer] = wide.layers;
  if (layer === undefined) throw new Error("Cannot test: a perceptron has a layer");
  const { terms } = lossHead(loss.definition, denseLayer(layer));
  wide.dispose();
  return lossSegments(terms).map(({ parts: count, units: each, isByLabel }) => ({ count, each, isByLabel }));
}

const logits = { loss: "categoricalCrossentropy", options: { fromLogits: true }, mask: "flag" } as const;
const square = { loss: "meanSquaredError", units: 1, mask: "flag" } as const;

test("40 parts that are computed alike are one loop", () => {
  const parts = Array.from({ length: 40 }, () => ({ ...logits, units: 3 }));
  expect(segmentsOf(parts)).toEqual([{ count: 40, each: 3, isByLabel: false }]);
});

test("single values, each with its mask, and lists of them are one loop over labels", () => {
  const parts = [square, square, { ...square, units: 3, mask: "labels" } as const, square];
  expect(segmentsOf(parts)).toEqual([{ count: 1, each: 6, isByLabel: true }]);
});

test("other widths, other options and other losses are loops of their own", () => {
  const smoothed = { ...logits, options: { fromLogits: true, labelSmoothing: 0.1 } };
  const parts = [{ ...logits, units: 3 }, { ...logits, units: 2 }, { ...smoothed, units: 2 }, square];
  expect(segmentsOf(parts)).toEqual([
    { count: 1, each: 3, isByLabel: false },
    { count: 1, each: 2, isByLabel: false },
    { count: 1, each: 2, isByLabel: false },
    { count: 1, each: 1, isByLabel: true },
  ]);
});
