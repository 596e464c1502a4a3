import fc, { type Arbitrary } from "fast-check";
import { binaryCrossentropy } from "../losses/binary-crossentropy.ts";
import { binaryFocalCrossentropy } from "../losses/binary-focal-crossentropy.ts";
import { categoricalCrossentropy } from "../losses/categorical-crossentropy.ts";
import { categoricalFocalCrossentropy } from "../losses/categorical-focal-crossentropy.ts";
import { hinge } from "../losses/hinge.ts";
import { huber } from "../losses/huber.ts";
import { meanAbsoluteError } from "../losses/mean-absolute-error.ts";
import { meanSquaredError } from "../losses/mean-squared-error.ts";
import type { SampleLoss } from "../losses/sample-loss.ts";
import { sparseCategoricalCrossentropy } from "../losses/sparse-categorical-crossentropy.ts";

const { abs, exp, log, log1p, max, min } = Math;

/** The number of columns in every case. */
export const COLUMNS = 3;

/** One sample: a label for each column, or a class index alone; and the predictions, away from where a loss has a kink. */
export interface LossRow {
  readonly labels: readonly number[];
  readonly predictions: readonly number[];
}

/** A loss with what it computes in plain float64 arithmetic, and with samples that suit it. */
export interface LossCase {
  readonly name: string;
  readonly loss: SampleLoss;
  /** The loss of one sample, straight from the formula of the documentation. */
  readonly reference: (labels: readonly number[], predictions: readonly number[]) => number;
  readonly rows: Arbitrary<LossRow>;
  /** Whether each element has a loss of its own, of which a sample's is the mean. */
  readonly isElementwise: boolean;
}

const row = (element: Arbitrary<number>): Arbitrary<number[]> =>
  fc.array(element, { minLength: COLUMNS, maxLength: COLUMNS });

/** Numbers in steps that float32 holds exactly. */
const between = (least: number, most: number): Arbitrary<number> =>
  fc.integer({ min: least * 64, max: most * 64 }).map((steps) => steps / 64);

/** At least 3/64 away from a kink. */
const offKink = (number: number): boolean => abs(number) > 2 / 64;

const probabilities = row(between(1, 63).map((each) => each / 64));
const logits = row(between(-6, 6));
const classIndex = fc.integer({ min: 0, max: COLUMNS - 1 });
const oneHot = classIndex.map((index) => Array.from({ length: COLUMNS }, (_, at) => Number(at === index)));
const bits = row(fc.constantFrom(0, 1));
const numbers = row(between(-4, 4));

const pairs = (labels: Arbitrary<number[]>, predictions: Arbitrary<number[]>): Arbitrary<LossRow> =>
  fc.record({ labels, predictions });

/** Pairs of which every label and prediction are away from a kink. */
const smoothPairs = (
  labels: Arbitrary<number[]>,
  isSmooth: (label: number, prediction: number) => boolean,
): Arbitrary<LossRow> =>
  pairs(labels, numbers).filter(({ labels: y, predictions: x }) =>
    y.every((label, at) => isSmooth(label, x[at] ?? 0)),
  );

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;

const sigmoid = (x: number): number => 1 / (1 + exp(-x));
const softmax = (x: readonly number[]): number[] => {
  const powers = x.map((each) => exp(each - max(...x)));
  return powers.map((power) => power / sum(powers));
};
const clip = (p: number): number => min(max(p, 1e-7), 1 - 1e-7);
const normalize = (x: readonly number[]): number[] => x.map((p) => clip(p / sum(x)));
const asOneHot = ([index = 0]: readonly number[]): number[] =>
  Array.from({ length: COLUMNS }, (_, at) => Number(at === index));

/** Means over the elements of a sample. */
const elementwise =
  (term: (y: number, x: number) => number) =>
  (y: readonly number[], x: readonly number[]): number =>
    mean(y.map((label, at) => term(label, x[at] ?? Number.NaN)));

/** Sums over the classes of a sample. */
const overClasses =
  (toProbabilities: (x: readonly number[]) => readonly number[], term: (y: number, p: number) => number) =>
  (y: readonly number[], x: readonly number[]): number => {
    const p = toProbabilities(x);
    return sum(y.map((label, at) => term(label, p[at] ?? Number.NaN)));
  };

const crossentropy = (y: number, p: number): number => -(y * log(p) + (1 - y) * log(1 - p));
const logistic = (y: number, x: number): number => max(x, 0) - x * y + log1p(exp(-abs(x)));
/** How far a probability is from its label: `1 - q` of the documentation. */
const missed = (y: number, p: number): number => 1 - (y * p + (1 - y) * (1 - p));

/** Every loss, from probabilities and from logits where there are both, with every setting in use once. */
export const LOSS_CASES: readonly LossCase[] = [
  {
    name: "categoricalCrossentropy",
    loss: categoricalCrossentropy,
    reference: overClasses(normalize, (y, p) => -y * log(p)),
    rows: pairs(oneHot, probabilities),
    isElementwise: false,
  },
  {
    name: "categoricalCrossentropy from logits, smoothed",
    loss: (y, x) => categoricalCrossentropy(y, x, { fromLogits: true, labelSmoothing: 0.2 }),
    reference: overClasses(softmax, (y, p) => -(y * 0.8 + 0.2 / COLUMNS) * log(p)),
    rows: pairs(oneHot, logits),
    isElementwise: false,
  },
  {
    name: "sparseCategoricalCrossentropy",
    loss: sparseCategoricalCrossentropy,
    reference: (y, x) => overClasses(normalize, (label, p) => -label * log(p))(asOneHot(y), x),
    rows: pairs(
      classIndex.map((index) => [index]),
      probabilities,
    ),
    isElementwise: false,
  },
  {
    name: "sparseCategoricalCrossentropy from logits",
    loss: (y, x) => sparseCategoricalCrossentropy(y, x, { fromLogits: true }),
    reference: (y, x) => overClasses(softmax, (label, p) => -label * log(p))(asOneHot(y), x),
    rows: pairs(
      classIndex.map((index) => [index]),
      logits,
    ),
    isElementwise: false,
  },
  {
    name: "categoricalFocalCrossentropy",
    loss: categoricalFocalCrossentropy,
    reference: overClasses(normalize, (y, p) => -0.25 * (1 - p) ** 2 * y * log(p)),
    rows: pairs(oneHot, probabilities),
    isElementwise: false,
  },
  {
    name: "categoricalFocalCrossentropy from logits, with settings",
    loss: (y, x) =>
      categoricalFocalCrossentropy(y, x, { fromLogits: true, alpha: 0.5, gamma: 1.5, labelSmoothing: 0.1 }),
    reference: overClasses(softmax, (y, p) => -0.5 * (1 - p) ** 1.5 * (y * 0.9 + 0.1 / COLUMNS) * log(p)),
    rows: pairs(oneHot, logits),
    isElementwise: false,
  },
  {
    name: "binaryCrossentropy",
    loss: binaryCrossentropy,
    reference: elementwise((y, x) => crossentropy(y, clip(x))),
    rows: pairs(bits, probabilities),
    isElementwise: true,
  },
  {
    name: "binaryCrossentropy from logits, smoothed",
    loss: (y, x) => binaryCrossentropy(y, x, { fromLogits: true, labelSmoothing: 0.2 }),
    reference: elementwise((y, x) => logistic(y * 0.8 + 0.1, x)),
    rows: pairs(bits, logits),
    isElementwise: true,
  },
  {
    name: "binaryFocalCrossentropy",
    loss: binaryFocalCrossentropy,
    reference: elementwise((y, x) => missed(y, clip(x)) ** 2 * crossentropy(y, clip(x))),
    rows: pairs(bits, probabilities),
    isElementwise: true,
  },
  {
    name: "binaryFocalCrossentropy from logits, with settings",
    loss: (y, x) =>
      binaryFocalCrossentropy(y, x, {
        fromLogits: true,
        applyClassBalancing: true,
        alpha: 0.4,
        gamma: 1.5,
        labelSmoothing: 0.2,
      }),
    reference: elementwise((label, x) => {
      const y = label * 0.8 + 0.1;
      return (y * 0.4 + (1 - y) * 0.6) * missed(y, sigmoid(x)) ** 1.5 * logistic(y, x);
    }),
    rows: pairs(bits, logits),
    isElementwise: true,
  },
  {
    name: "hinge",
    loss: hinge,
    reference: elementwise((y, x) => max(1 - (y === 0 ? -1 : y) * x, 0)),
    rows: smoothPairs(bits, (y, x) => offKink(1 - (y === 0 ? -1 : y) * x)),
    isElementwise: true,
  },
  {
    name: "meanSquaredError",
    loss: meanSquaredError,
    reference: elementwise((y, x) => (x - y) ** 2),
    rows: pairs(numbers, numbers),
    isElementwise: true,
  },
  {
    name: "meanAbsoluteError",
    loss: meanAbsoluteError,
    reference: elementwise((y, x) => abs(x - y)),
    rows: smoothPairs(numbers, (y, x) => offKink(x - y)),
    isElementwise: true,
  },
  {
    name: "huber",
    loss: (y, x) => huber(y, x, { delta: 1.5 }),
    reference: elementwise((y, x) => (abs(x - y) <= 1.5 ? (x - y) ** 2 / 2 : 1.5 * (abs(x - y) - 1.5 / 2))),
    rows: pairs(numbers, numbers),
    isElementwise: true,
  },
];
