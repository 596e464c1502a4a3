import { tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { describeEachBackend } from "../testing/each-backend.ts";
import { expectClose } from "../testing/expect-close.ts";
import { lossesOf } from "../testing/losses-of.ts";
import { meanAbsoluteError } from "./mean-absolute-error.ts";

describeEachBackend("meanAbsoluteError", () => {
  test("is |x - y| of each element of [B], and the mean over a row of [B, K]", async () => {
    const { losses, slopes } = await lossesOf(meanAbsoluteError, [1, 2], [3, -1]);
    expectClose(losses, [2, 3]);
    expectClose(slopes, [1, -1]);
    const rows = await lossesOf(meanAbsoluteError, [[1, 2]], [[2, -1]]);
    expectClose(rows.losses, [(1 + 3) / 2]);
    expectClose(rows.slopes, [1 / 2, -1 / 2]);
  });

  test("has the slope 0 where there is no error", async () => {
    const { slopes } = await lossesOf(meanAbsoluteError, [3], [3]);
    expect(slopes.map(Math.abs)).toEqual([0]);
  });

  test("takes int32 labels", async () => {
    const loss = tidy(() => meanAbsoluteError(tensor1d([1], "int32"), tensor1d([2.5])));
    expectClose(Array.from(await loss.data()), [1.5]);
    loss.dispose();
  });

  test("refuses shapes that would broadcast", () => {
    tidy(() => {
      expect(() => meanAbsoluteError(tensor1d([1]), tensor2d([[0.5]]))).toThrow(
        "Cannot compute the mean absolute error: labels and predictions need the same shape [B] or [B, K], received [1] and [1,1]",
      );
    });
  });
});
