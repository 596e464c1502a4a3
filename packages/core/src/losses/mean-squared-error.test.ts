import { tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { describeEachBackend } from "../testing/each-backend.ts";
import { expectClose } from "../testing/expect-close.ts";
import { lossesOf } from "../testing/losses-of.ts";
import { meanSquaredError } from "./mean-squared-error.ts";

describeEachBackend("meanSquaredError", () => {
  test("is (x - y)^2 of each element of [B], and the mean over a row of [B, K]", async () => {
    const { losses, slopes } = await lossesOf(meanSquaredError, [1, 2], [3, -1]);
    expectClose(losses, [2 ** 2, 3 ** 2]);
    expectClose(slopes, [2 * 2, 2 * -3]);
    const rows = await lossesOf(meanSquaredError, [[1, 2]], [[2, 5]]);
    expectClose(rows.losses, [(1 + 9) / 2]);
    expectClose(rows.slopes, [(2 * 1) / 2, (2 * 3) / 2]);
  });

  test("has the slope 0 where there is no error", async () => {
    const { slopes } = await lossesOf(meanSquaredError, [3], [3]);
    expect(slopes.map(Math.abs)).toEqual([0]);
  });

  test("refuses shapes that would broadcast", () => {
    tidy(() => {
      expect(() => meanSquaredError(tensor1d([1]), tensor2d([[0.5]]))).toThrow(
        "Cannot compute the mean squared error: labels and predictions need the same shape [B] or [B, K], received [1] and [1,1]",
      );
    });
  });
});
