import { tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { describeEachBackend } from "../testing/each-backend.ts";
import { expectClose } from "../testing/expect-close.ts";
import { lossesOf } from "../testing/losses-of.ts";
import { binaryCrossentropy } from "./binary-crossentropy.ts";
import { binaryFocalCrossentropy } from "./binary-focal-crossentropy.ts";

const { log } = Math;

describeEachBackend("binaryFocalCrossentropy", () => {
  test("multiplies the cross-entropy by the missing probability to the power of gamma", async () => {
    const { losses } = await lossesOf(binaryFocalCrossentropy, [1, 0], [0.6, 0.3]);
    expectClose(losses, [0.4 ** 2 * -log(0.6), 0.3 ** 2 * -log(0.7)]);
    const steep = await lossesOf((y, x) => binaryFocalCrossentropy(y, x, { gamma: 0.5 }), [1], [0.75]);
    expectClose(steep.losses, [0.25 ** 0.5 * -log(0.75)]);
  });

  test("gives the 0.330 and 0.206 of the example in Keras' documentation", async () => {
    const { losses } = await lossesOf(
      binaryFocalCrossentropy,
      [
        [0, 1],
        [0, 0],
      ],
      [
        [0.6, 0.4],
        [0.4, 0.6],
      ],
    );
    expectClose(losses, [0.6 ** 2 * -log(0.4), (0.4 ** 2 * -log(0.6) + 0.6 ** 2 * -log(0.4)) / 2]);
    expectClose(losses, [0.33, 0.206], { relative: 0, absolute: 5e-4 });
  });

  test("weighs labels 1 by alpha and labels 0 by 1 - alpha where it balances", async () => {
    const { losses } = await lossesOf(
      (y, x) => binaryFocalCrossentropy(y, x, { applyClassBalancing: true, fromLogits: true }),
      [1, 0],
      [0, 0],
    );
    expectClose(losses, [0.25 * 0.5 ** 2 * log(2), 0.75 * 0.5 ** 2 * log(2)]);
    const other = await lossesOf(
      (y, x) => binaryFocalCrossentropy(y, x, { applyClassBalancing: true, alpha: 0.9, gamma: 0 }),
      [1, 0],
      [0.5, 0.5],
    );
    expectClose(other.losses, [0.9 * log(2), 0.1 * log(2)]);
  });

  test("is the cross-entropy for gamma 0", async () => {
    const inputs = [
      [1, 0, 1],
      [0.9, 0.2, 0.5],
    ] as const;
    const focal = await lossesOf((y, x) => binaryFocalCrossentropy(y, x, { gamma: 0 }), ...inputs);
    const plain = await lossesOf(binaryCrossentropy, ...inputs);
    expectClose(focal.losses, plain.losses);
    expectClose(focal.slopes, plain.slopes);
  });

  test("stays finite at probabilities of 0 and 1, and for logits of 1,000", async () => {
    for (const gamma of [0, 0.5, 2]) {
      const ends = await lossesOf(
        (y, x) => binaryFocalCrossentropy(y, x, { gamma }),
        [1, 0, 1, 0],
        [0, 1, 1, 0],
      );
      const logits = await lossesOf(
        (y, x) => binaryFocalCrossentropy(y, x, { gamma, fromLogits: true }),
        [1, 0, 1, 0],
        [-1000, 1000, 1000, -1000],
      );
      for (const number of [...ends.losses, ...ends.slopes, ...logits.losses, ...logits.slopes])
        expect(number).toSatisfy(Number.isFinite);
    }
  });

  test("from logits is exact where Keras clips: a logit of -20 of a label 1 costs 20 and more", async () => {
    const { losses } = await lossesOf(
      (y, x) => binaryFocalCrossentropy(y, x, { gamma: 0, fromLogits: true }),
      [1],
      [-20],
    );
    expectClose(losses, [20]);
  });

  test("refuses shapes that would broadcast, and settings out of range", () => {
    tidy(() => {
      const [y, x] = [tensor1d([1]), tensor2d([[0.5]])];
      expect(() => binaryFocalCrossentropy(y, x)).toThrow("the same shape [B] or [B, K]");
      expect(() => binaryFocalCrossentropy(y, y, { gamma: -1 })).toThrow(
        "Cannot compute the binary focal cross-entropy: gamma must be 0 or more, received -1",
      );
      expect(() => binaryFocalCrossentropy(y, y, { alpha: 1.5 })).toThrow("alpha must be from 0 to 1");
      expect(() => binaryFocalCrossentropy(y, y, { labelSmoothing: 1 })).toThrow("labelSmoothing must be");
    });
  });
});
