import { tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { describeEachBackend } from "../testing/each-backend.ts";
import { expectClose } from "../testing/expect-close.ts";
import { lossesOf } from "../testing/losses-of.ts";
import { binaryCrossentropy } from "./binary-crossentropy.ts";

const { exp, log, log1p } = Math;

describeEachBackend("binaryCrossentropy", () => {
  test("gives each element of [B] its loss, and each row of [B, K] the mean of its elements'", async () => {
    expectClose((await lossesOf(binaryCrossentropy, [1, 0], [0.5, 0.1])).losses, [-log(0.5), -log(0.9)]);
    expectClose((await lossesOf(binaryCrossentropy, [[1, 0]], [[0.5, 0.1]])).losses, [
      (-log(0.5) - log(0.9)) / 2,
    ]);
  });

  test("gives the 0.916 and 0.714 of the example in Keras' documentation", async () => {
    const { losses } = await lossesOf(
      binaryCrossentropy,
      [
        [0, 1],
        [0, 0],
      ],
      [
        [0.6, 0.4],
        [0.4, 0.6],
      ],
    );
    expectClose(losses, [-log(0.4), (-log(0.6) - log(0.4)) / 2]);
    expectClose(losses, [0.916, 0.714], { relative: 0, absolute: 5e-4 });
  });

  test("has the slope (p - y) / (p * (1 - p)) from probabilities, and p - y from logits", async () => {
    const { slopes } = await lossesOf(binaryCrossentropy, [1, 0], [0.8, 0.8]);
    expectClose(slopes, [-1 / 0.8, 1 / 0.2]);
    const fromLogits = await lossesOf(
      (y, x) => binaryCrossentropy(y, x, { fromLogits: true }),
      [1, 0, 1],
      [0, 0, 2],
    );
    expectClose(fromLogits.losses, [log(2), log(2), log1p(exp(-2))]);
    expectClose(fromLogits.slopes, [0.5 - 1, 0.5 - 0, 1 / (1 + exp(-2)) - 1]);
  });

  test("clips probabilities to 1e-7 and 1 - 1e-7, with gradient 0 there", async () => {
    const { losses, slopes } = await lossesOf(binaryCrossentropy, [1, 1, 0], [0, 1, 0]);
    expectClose(losses, [-log(1e-7), 1e-7, 1e-7], { relative: 1e-5, absolute: 1e-7 });
    expect(slopes.map(Math.abs)).toEqual([0, 0, 0]);
  });

  test("does not overflow for logits of 1,000, right or wrong", async () => {
    const { losses, slopes } = await lossesOf(
      (y, x) => binaryCrossentropy(y, x, { fromLogits: true }),
      [1, 0, 1, 0],
      [1000, -1000, -1000, 1000],
    );
    expect(losses).toEqual([0, 0, 1000, 1000]);
    expectClose(slopes, [0, 0, -1, 1]);
  });

  test("smooths labels towards one half: y * (1 - s) + s / 2", async () => {
    const { losses } = await lossesOf(
      (y, x) => binaryCrossentropy(y, x, { labelSmoothing: 0.2 }),
      [1, 0],
      [0.8, 0.8],
    );
    expectClose(losses, [-0.9 * log(0.8) - 0.1 * log(0.2), -0.1 * log(0.8) - 0.9 * log(0.2)]);
  });

  test("takes labels between 0 and 1, of any numeric dtype", async () => {
    expectClose((await lossesOf(binaryCrossentropy, [0.25], [0.5])).losses, [log(2)]);
    const loss = tidy(() => binaryCrossentropy(tensor1d([1], "int32"), tensor1d([0.5])));
    expectClose(Array.from(await loss.data()), [log(2)]);
    loss.dispose();
  });

  test("refuses shapes that would broadcast, and a smoothing out of range", () => {
    tidy(() => {
      const [y, x] = [tensor1d([1]), tensor2d([[0.5]])];
      expect(() => binaryCrossentropy(y, x)).toThrow(RangeError);
      expect(() => binaryCrossentropy(y, x)).toThrow(
        "Cannot compute the binary cross-entropy: labels and predictions need the same shape [B] or [B, K], received [1] and [1,1]",
      );
      for (const labelSmoothing of [-0.1, 1, Number.NaN])
        expect(() => binaryCrossentropy(y, y, { labelSmoothing })).toThrow(
          `labelSmoothing must be from 0 to below 1, received ${labelSmoothing}`,
        );
    });
  });
});
