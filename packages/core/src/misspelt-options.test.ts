import { dispose, memory, tensor2d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import * as core from "./mod.ts";
import { oneLayer } from "./testing/layers-models.ts";

const layout = core.defineLayout({ digit: core.oneHot(2), isOdd: core.flag() });
const losses = { digit: { loss: core.categoricalCrossentropy, mask: "isOdd" } };
const model = oneLayer(3, 2);
const misspelt = { reductoin: "sum" };

/** Each call as JavaScript makes it, with an option that nobody reads. */
const calls: readonly (readonly [name: string, fields: string, call: () => unknown])[] = [
  ["combinedLoss", "reduction, pooling, whenNothingLive", () => apply(core.combinedLoss, layout, losses)],
  [
    "maskedLoss",
    "reduction, whenNothingLive",
    () =>
      onTensors((labels, predictions) =>
        apply(core.maskedLoss, core.categoricalCrossentropy, labels, predictions, labels),
      ),
  ],
  [
    "compileCombined",
    "onUnsupervised",
    () =>
      Reflect.apply(core.compileCombined, undefined, [
        model,
        { layout, losses, optimizer: "adam", ...misspelt },
      ]),
  ],
  [
    "binaryCrossentropy",
    "fromLogits, labelSmoothing",
    () => onTensors((...both) => apply(core.binaryCrossentropy, ...both)),
  ],
  [
    "categoricalCrossentropy",
    "fromLogits, labelSmoothing",
    () => onTensors((...both) => apply(core.categoricalCrossentropy, ...both)),
  ],
  [
    "sparseCategoricalCrossentropy",
    "fromLogits",
    () => onTensors((...both) => apply(core.sparseCategoricalCrossentropy, ...both)),
  ],
  [
    "binaryFocalCrossentropy",
    "gamma",
    () => onTensors((...both) => apply(core.binaryFocalCrossentropy, ...both)),
  ],
  [
    "categoricalFocalCrossentropy",
    "gamma",
    () => onTensors((...both) => apply(core.categoricalFocalCrossentropy, ...both)),
  ],
  ["huber", "delta", () => onTensors((...both) => apply(core.huber, ...both))],
  ["binaryAccuracy", "fromLogits", () => onTensors((...both) => apply(core.binaryAccuracy, ...both))],
  ["accuracy", "mask, sampleWeight", () => apply(core.accuracy, [1], [1])],
  ["averageAbsoluteError", "mask, sampleWeight", () => apply(core.averageAbsoluteError, [1], [1])],
  ["brierScore", "mask, sampleWeight", () => apply(core.brierScore, [1], [1])],
  ["confusionMatrix", "mask, sampleWeight", () => apply(core.confusionMatrix, [1], [1])],
  [
    "topKAccuracy",
    "mask, sampleWeight",
    () => Reflect.apply(core.topKAccuracy, undefined, [[1], [0.1, 0.9], 2, 1, misspelt]),
  ],
  ["precisionRecallF1", "classes, zeroDivision", () => apply(core.precisionRecallF1, [1], [1])],
  ["rocAuc", "oneClass", () => apply(core.rocAuc, [0, 1], [0.1, 0.9])],
  ["evaluateSlices", "labels, predictions, fields", () => apply(core.evaluateSlices)],
];

test.each(calls)(
  "%s refuses an option that it does not have, and names those that it has: %s",
  (_name, fields, call) => {
    const before = memory().numTensors;
    expect(call).toThrow(TypeError);
    expect(call).toThrow(fields);
    expect(call).toThrow('received "reductoin"');
    expect(memory().numTensors).toBe(before);
  },
);

function apply(called: (...args: never[]) => unknown, ...given: unknown[]): unknown {
  return Reflect.apply(called, undefined, [...given, misspelt]);
}

function onTensors(call: (labels: unknown, predictions: unknown) => unknown): unknown {
  const [labels, predictions] = [tensor2d([[0, 1]]), tensor2d([[0.5, 0.5]])];
  try {
    return call(labels, predictions);
  } finally {
    dispose([labels, predictions]);
  }
}
