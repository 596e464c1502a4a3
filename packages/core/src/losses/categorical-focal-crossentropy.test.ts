import { tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { describeEachBackend } from "../testing/each-backend.ts";
import { expectClose } from "../testing/expect-close.ts";
import { lossesOf } from "../testing/losses-of.ts";
import { categoricalFocalCrossentropy } from "./categorical-focal-crossentropy.ts";

const { log } = Math;

describeEachBackend("categoricalFocalCrossentropy", () => {
  test("multiplies the cross-entropy by alpha and the missing probability to the power of gamma", async () => {
    const { losses } = await lossesOf(categoricalFocalCrossentropy, [[0, 1]], [[0.4, 0.6]]);
    expectClose(losses, [0.25 * 0.4 ** 2 * -log(0.6)]);
    const other = await lossesOf(
      (y, x) => categoricalFocalCrossentropy(y, x, { alpha: 0.5, gamma: 1 }),
      [[1, 0]],
      [[0.25, 0.75]],
    );
    expectClose(other.losses, [0.5 * 0.75 * -log(0.25)]);
  });

  test("gives the 2.634e-4 and 0.6759 of the example in Keras' documentation", async () => {
    const { losses } = await lossesOf(
      categoricalFocalCrossentropy,
      [
        [0, 1, 0],
        [0, 0, 1],
      ],
      [
        [0.05, 0.9, 0.05],
        [0.1, 0.85, 0.05],
      ],
    );
    expectClose(losses, [0.25 * 0.1 ** 2 * -log(0.9), 0.25 * 0.95 ** 2 * -log(0.05)]);
    expectClose(losses, [2.63401289e-4, 6.75912094e-1]);
  });

  test("divides probabilities by their sum, as Keras does", async () => {
    const { losses } = await lossesOf(categoricalFocalCrossentropy, [[0, 1]], [[1, 3]]);
    expectClose(losses, [0.25 * (1 / 4) ** 2 * -log(3 / 4)]);
  });

  test("from logits takes their softmax, and does not overflow", async () => {
    const fromLogits = { fromLogits: true } as const;
    const even = await lossesOf((y, x) => categoricalFocalCrossentropy(y, x, fromLogits), [[0, 1]], [[7, 7]]);
    expectClose(even.losses, [0.25 * 0.5 ** 2 * log(2)]);
    for (const gamma of [0, 0.5, 2]) {
      const large = await lossesOf(
        (y, x) => categoricalFocalCrossentropy(y, x, { ...fromLogits, gamma }),
        [
          [0, 1],
          [1, 0],
        ],
        [
          [1000, -1000],
          [1000, -1000],
        ],
      );
      expectClose(large.losses, [0.25 * 2000, 0]);
      for (const slope of large.slopes) expect(slope).toSatisfy(Number.isFinite);
    }
  });

  test("smooths labels: the other classes cost as well", async () => {
    const { losses } = await lossesOf(
      (y, x) => categoricalFocalCrossentropy(y, x, { labelSmoothing: 0.2 }),
      [[0, 1]],
      [[0.4, 0.6]],
    );
    expectClose(losses, [0.25 * (0.6 ** 2 * 0.1 * -log(0.4) + 0.4 ** 2 * 0.9 * -log(0.6))]);
  });

  test("refuses shapes that are not [B, C], and settings out of range", () => {
    tidy(() => {
      const [y, x] = [tensor1d([1]), tensor2d([[0.5]])];
      expect(() => categoricalFocalCrossentropy(y, y)).toThrow("the same shape [B, C], received [1] and [1]");
      expect(() => categoricalFocalCrossentropy(x, x, { alpha: 2 })).toThrow(
        "Cannot compute the categorical focal cross-entropy: alpha must be from 0 to 1, received 2",
      );
      expect(() => categoricalFocalCrossentropy(x, x, { gamma: Number.NaN })).toThrow(
        "gamma must be 0 or more",
      );
      expect(() => categoricalFocalCrossentropy(x, x, { labelSmoothing: -1 })).toThrow("labelSmoothing");
    });
  });
});
