import { tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { describeEachBackend } from "../testing/each-backend.ts";
import { expectClose } from "../testing/expect-close.ts";
import { lossesOf } from "../testing/losses-of.ts";
import { huber } from "./huber.ts";

describeEachBackend("huber", () => {
  test("is half the square of small errors, a line for large ones", async () => {
    const { losses, slopes } = await lossesOf(huber, [0, 0, 0], [0.5, 3, -3]);
    expectClose(losses, [0.5 ** 2 / 2, 3 - 1 / 2, 3 - 1 / 2]);
    expectClose(slopes, [0.5, 1, -1]);
  });

  test("changes over at delta, without a step or a kink", async () => {
    const { losses, slopes } = await lossesOf(
      (y, x) => huber(y, x, { delta: 2 }),
      [0, 0, 0, 0],
      [1, 2, -3, 2.5],
    );
    expectClose(losses, [1 / 2, 2 ** 2 / 2, 2 * (3 - 2 / 2), 2 * (2.5 - 2 / 2)]);
    expectClose(slopes, [1, 2, -2, 2]);
  });

  test("gives the mean of 0.155 of the example in Keras' documentation", async () => {
    const { losses } = await lossesOf(
      huber,
      [
        [0, 1],
        [0, 0],
      ],
      [
        [0.6, 0.4],
        [0.4, 0.6],
      ],
    );
    expectClose(losses, [0.6 ** 2 / 2, (0.4 ** 2 / 2 + 0.6 ** 2 / 2) / 2]);
    expectClose([losses.reduce((total, each) => total + each, 0) / 2], [0.155]);
  });

  test("has the slope 0 where there is no error", async () => {
    const { slopes } = await lossesOf(huber, [3], [3]);
    expect(slopes.map(Math.abs)).toEqual([0]);
  });

  test("refuses shapes that would broadcast, and a delta that is not above 0", () => {
    tidy(() => {
      const y = tensor1d([1]);
      expect(() => huber(y, tensor2d([[0.5]]))).toThrow("the same shape [B] or [B, K]");
      for (const delta of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
        expect(() => huber(y, y, { delta })).toThrow(
          `Cannot compute the Huber loss: delta must be above 0, received ${delta}`,
        );
    });
  });
});
