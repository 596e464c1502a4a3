import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { binaryCrossentropy } from "./binary-crossentropy.ts";
import { binaryFocalCrossentropy } from "./binary-focal-crossentropy.ts";
import { categoricalCrossentropy } from "./categorical-crossentropy.ts";
import { categoricalFocalCrossentropy } from "./categorical-focal-crossentropy.ts";
import { hinge } from "./hinge.ts";
import { huber } from "./huber.ts";
import { meanAbsoluteError } from "./mean-absolute-error.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import type { SampleLoss } from "./sample-loss.ts";
import { sparseCategoricalCrossentropy } from "./sparse-categorical-crossentropy.ts";

beforeAll(() => tf.setBackend("cpu"));

const oneHot = [
  [1, 0, 0],
  [0, 0, 1],
];
const flags = [
  [1, 0, 1],
  [0, 0, 1],
];
const classes = [0, 2];
const probabilities = [0.2, 0.5, 0.3, 0.6, 0.15, 0.25];
const logits = [-1.2, 0.7, 2.1, 0.3, -0.4, 1.6];
const logit = { fromLogits: true } as const;

/** Each loss with labels and with predictions where it is smooth. */
const cases: [string, SampleLoss, number[] | number[][], number[]][] = [
  ["categorical cross-entropy", categoricalCrossentropy, oneHot, probabilities],
  [
    "its smoothed labels",
    (y, p) => categoricalCrossentropy(y, p, { labelSmoothing: 0.1 }),
    oneHot,
    probabilities,
  ],
  ["its logits", (y, p) => categoricalCrossentropy(y, p, logit), oneHot, logits],
  ["sparse categorical cross-entropy", sparseCategoricalCrossentropy, classes, probabilities],
  ["its logits", (y, p) => sparseCategoricalCrossentropy(y, p, logit), classes, logits],
  ["categorical focal cross-entropy", categoricalFocalCrossentropy, oneHot, probabilities],
  ["its logits", (y, p) => categoricalFocalCrossentropy(y, p, { ...logit, gamma: 1.5 }), oneHot, logits],
  ["binary cross-entropy", binaryCrossentropy, flags, probabilities],
  ["its logits", (y, p) => binaryCrossentropy(y, p, logit), flags, logits],
  ["binary focal cross-entropy", binaryFocalCrossentropy, flags, probabilities],
  [
    "its balanced logits",
    (y, p) => binaryFocalCrossentropy(y, p, { ...logit, applyClassBalancing: true }),
    flags,
    logits,
  ],
  ["hinge", hinge, flags, logits],
  ["huber", huber, flags, logits],
  ["mean squared error", meanSquaredError, flags, logits],
  ["mean absolute error", meanAbsoluteError, flags, logits],
];

describe("the gradient agrees with central differences", () => {
  test.each(cases)("%s", async (_, loss, labels, at) => {
    const before = tf.memory().numTensors;
    const labelTensor = tf.tensor(labels);
    const total = (predictions: tf.Tensor): tf.Scalar => loss(labelTensor, predictions).sum();
    const valueAt = (values: number[]): Promise<number> => {
      const value = tf.tidy(() => total(tf.tensor2d(values, [2, 3])));
      return value.data().then(([number = Number.NaN]) => {
        value.dispose();
        return number;
      });
    };
    const gradient = tf.tidy(() => tf.grad(total)(tf.tensor2d(at, [2, 3])));
    const slopes = await gradient.data();
    const h = 1 / 256; // in float32 the rounding of the losses, about 1e-7, is then 3e-5 of a slope
    for (const [i, slope] of slopes.entries()) {
      const moved = (by: number): number[] => at.map((value, j) => (i === j ? value + by : value));
      const difference = ((await valueAt(moved(h))) - (await valueAt(moved(-h)))) / (2 * h);
      expect(Math.abs(slope - difference)).toBeLessThan(2e-3 * Math.max(1, Math.abs(difference)));
    }
    expect(slopes.some((slope) => slope !== 0)).toBe(true);
    tf.dispose([labelTensor, gradient]);
    expect(tf.memory().numTensors).toBe(before);
  });
});
