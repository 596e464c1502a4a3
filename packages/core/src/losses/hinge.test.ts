import { tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { describeEachBackend } from "../testing/each-backend.ts";
import { expectClose } from "../testing/expect-close.ts";
import { lossesOf } from "../testing/losses-of.ts";
import { hinge } from "./hinge.ts";

describeEachBackend("hinge", () => {
  test("is 1 - y * x where that is above 0, a label 0 standing for -1", async () => {
    const { losses, slopes } = await lossesOf(hinge, [1, 0, -1, 1, 0], [0.25, 0.25, 0.25, 2, -3]);
    expectClose(losses, [1 - 0.25, 1 + 0.25, 1 + 0.25, 0, 0]);
    expectClose(slopes, [-1, 1, 1, 0, 0]);
  });

  test("has the slope 0 at the margin itself", async () => {
    const { losses, slopes } = await lossesOf(hinge, [1, 0], [1, -1]);
    expect(losses).toEqual([0, 0]);
    expect(slopes.map(Math.abs)).toEqual([0, 0]);
  });

  test("of a row is the mean of its elements'", async () => {
    const { losses, slopes } = await lossesOf(hinge, [[1, 0]], [[-0.5, -0.5]]);
    expectClose(losses, [(1 + 0.5 + (1 - 0.5)) / 2]);
    expectClose(slopes, [-1 / 2, 1 / 2]);
  });

  test("turns every label 0 into -1, also beside labels -1, where Keras leaves it", async () => {
    const { losses } = await lossesOf(hinge, [0, -1], [0.5, 0.5]);
    expectClose(losses, [1 + 0.5, 1 + 0.5]);
  });

  test("refuses shapes that would broadcast", () => {
    tidy(() => {
      expect(() => hinge(tensor1d([1]), tensor2d([[0.5]]))).toThrow(
        "Cannot compute the hinge loss: labels and predictions need the same shape [B] or [B, K], received [1] and [1,1]",
      );
    });
  });
});
