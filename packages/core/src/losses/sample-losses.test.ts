import { dispose, type Tensor, tensor1d, tensor2d, tidy, valueAndGrad } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { describeEachBackend, read } from "../testing/each-backend.ts";
import { binaryCrossentropy } from "./binary-crossentropy.ts";
import { binaryFocalCrossentropy } from "./binary-focal-crossentropy.ts";
import { categoricalCrossentropy } from "./categorical-crossentropy.ts";
import { categoricalFocalCrossentropy } from "./categorical-focal-crossentropy.ts";
import { hinge } from "./hinge.ts";
import { huber } from "./huber.ts";
import { maskedLoss } from "./masked-loss.ts";
import { meanAbsoluteError } from "./mean-absolute-error.ts";
import { meanSquaredError } from "./mean-squared-error.ts";
import type { SampleLoss } from "./sample-loss.ts";
import { sparseCategoricalCrossentropy } from "./sparse-categorical-crossentropy.ts";

const { log } = Math;
const row = (...numbers: number[]) => tensor2d([numbers]);
const column = (...numbers: number[]) => tensor1d(numbers);

const CASES: [string, SampleLoss, () => Tensor, () => Tensor, number[]][] = [
  ["binary", binaryCrossentropy, () => column(1, 0), () => column(0.5, 0.1), [-log(0.5), -log(0.9)]],
  ["binary rows", binaryCrossentropy, () => row(1, 0), () => row(0.5, 0.1), [(-log(0.5) - log(0.9)) / 2]],
  [
    "binary smoothed",
    (y, x) => binaryCrossentropy(y, x, { labelSmoothing: 0.2 }),
    () => column(1),
    () => column(0.8),
    [-0.9 * log(0.8) - 0.1 * log(0.2)],
  ],
  [
    "categorical smoothed",
    (y, x) => categoricalCrossentropy(y, x, { labelSmoothing: 0.2 }),
    () => row(0, 1),
    () => row(0.2, 0.8),
    [-0.1 * log(0.2) - 0.9 * log(0.8)],
  ],
  ["sparse", sparseCategoricalCrossentropy, () => column(1), () => row(0.25, 0.75), [-log(0.75)]],
  [
    "sparse logits",
    (y, x) => sparseCategoricalCrossentropy(y, x, { fromLogits: true }),
    () => column(0),
    () => row(3, 3),
    [log(2)],
  ],
  ["squared", meanSquaredError, () => row(1, 2), () => row(2, 5), [(1 + 9) / 2]],
  ["absolute", meanAbsoluteError, () => row(1, 2), () => row(2, -1), [(1 + 3) / 2]],
  [
    "huber",
    (y, x) => huber(y, x, { delta: 2 }),
    () => column(0, 0),
    () => column(1, -3),
    [1 / 2, 2 * (3 - 2 / 2)],
  ],
  ["hinge", hinge, () => column(1, 0, -1, 1), () => column(0.25, 0.25, 0.25, 2), [0.75, 1.25, 1.25, 0]],
  [
    "binary focal",
    binaryFocalCrossentropy,
    () => column(1, 0),
    () => column(0.6, 0.4),
    [0.4 ** 2 * -log(0.6), 0.4 ** 2 * -log(0.6)],
  ],
  [
    "binary focal balanced, of logits",
    (y, x) => binaryFocalCrossentropy(y, x, { applyClassBalancing: true, fromLogits: true }),
    () => column(1, 0),
    () => column(0, 0),
    [0.25 * 0.25 * log(2), 0.75 * 0.25 * log(2)],
  ],
  [
    "categorical focal",
    categoricalFocalCrossentropy,
    () => row(0, 1),
    () => row(0.4, 0.6),
    [0.25 * 0.4 ** 2 * -log(0.6)],
  ],
];

describeEachBackend("sample losses", () => {
  test.each(CASES)(
    "%s: value by hand; a masked NaN row has gradient 0",
    async (_, loss, labels, predictions, expected) => {
      const [y, x] = [labels(), predictions()];
      const value = loss(y, x);
      for (const [index, number] of (await read(value)).entries())
        expect(number).toBeCloseTo(expected[index] ?? Number.NaN, 5);
      expect(value.shape).toEqual([expected.length]);
      const [bad, w] = tidy(() => [x.mul(Number.NaN), tensor1d(expected.map(() => 0))] as const);
      const masked = valueAndGrad((p) => maskedLoss(loss, y, p, w))(bad);
      expect((await read(masked.value))[0]).toBe(0);
      expect((await read(masked.grad)).every((number) => number === 0)).toBe(true);
      dispose([y, x, value, bad, w, masked.value, masked.grad]);
    },
  );

  test("the absolute error has slope 0 at 0", async () => {
    const [y, x] = [column(3), column(3)];
    const { value, grad } = valueAndGrad((p) => meanAbsoluteError(y, p))(x);
    expect(Math.abs((await read(grad))[0] ?? 1)).toBe(0);
    dispose([y, x, value, grad]);
  });

  test.each([2, -1, 0.5, Number.NaN])("%d is no class: the sparse loss is NaN", async (label) => {
    const loss = tidy(() => sparseCategoricalCrossentropy(column(label), row(0.5, 0.5)));
    expect((await read(loss))[0]).toBeNaN();
    loss.dispose();
  });

  test("shapes that would broadcast and settings out of range are refused", () => {
    tidy(() => {
      const [y, x] = [column(1), row(0.5)];
      for (const loss of [
        binaryCrossentropy,
        meanSquaredError,
        meanAbsoluteError,
        huber,
        hinge,
        binaryFocalCrossentropy,
      ])
        expect(() => loss(y, x)).toThrow("the same shape [B] or [B, K], received [1] and [1,1]");
      expect(() => sparseCategoricalCrossentropy(x, x)).toThrow("labels need the shape [B]");
      expect(() => huber(y, y, { delta: 0 })).toThrow("delta must be above 0, received 0");
      expect(() => binaryCrossentropy(y, y, { labelSmoothing: 1 })).toThrow("labelSmoothing must be from 0");
      expect(() => binaryFocalCrossentropy(y, y, { gamma: -1 })).toThrow("gamma must be 0 or more");
      expect(() => categoricalFocalCrossentropy(x, x, { alpha: 2 })).toThrow("alpha must be from 0 to 1");
    });
  });
});
