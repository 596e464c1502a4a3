import { tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { defineLayout } from "../layout/define-layout.ts";
import { oneHot } from "../layout/one-hot.ts";
import { value } from "../layout/value.ts";
import { describeEachBackend } from "../testing/each-backend.ts";
import { expectClose } from "../testing/expect-close.ts";
import { categoricalCrossentropy } from "./categorical-crossentropy.ts";
import { combinedLoss } from "./combined-loss.ts";
import { configurationOf, configureLoss } from "./configure-loss.ts";
import { huber } from "./huber.ts";

describeEachBackend("configureLoss", () => {
  test("calls the loss with the options", async () => {
    const loss = tidy(() => configureLoss(huber, { delta: 2 })(tensor1d([0, 0]), tensor1d([1, 10])));
    // e^2 / 2 up to delta, then delta * (|e| - delta / 2).
    expectClose(Array.from(await loss.data()), [0.5, 2 * (10 - 1)]);
    loss.dispose();
  });

  test("goes into the definition of a combined loss, from which it is known again", async () => {
    const smoothed = configureLoss(categoricalCrossentropy, { labelSmoothing: 0.2 });
    const loss = combinedLoss(defineLayout({ digit: oneHot(2) }), { digit: { loss: smoothed } });
    expect(configurationOf(loss.definition.terms[0]?.loss)).toEqual({
      loss: categoricalCrossentropy,
      options: { labelSmoothing: 0.2 },
    });
    const reduced = tidy(() => loss(tensor2d([[1, 0]]), tensor2d([[0.8, 0.2]])));
    expectClose(Array.from(await reduced.data()), [-0.9 * Math.log(0.8) - 0.1 * Math.log(0.2)]);
    reduced.dispose();
  });

  test("learns the kinds of parts that the loss learns, and no others", () => {
    const smoothed = configureLoss(categoricalCrossentropy, { labelSmoothing: 0.2 });
    const layout = defineLayout({ size: value() });
    // @ts-expect-error a value is no distribution
    expect(() => combinedLoss(layout, { size: { loss: smoothed } })).toThrow(
      "categoricalCrossentropy learns parts of the kinds",
    );
  });

  test("keeps the options as they were given, and refuses what is no loss or no options", () => {
    const options = { delta: 2 };
    const loss = configureLoss(huber, options);
    options.delta = 3;
    expect(configurationOf(loss).options).toEqual({ delta: 2 });
    expect(configurationOf(huber)).toEqual({ loss: huber, options: {} });
    expect(() => configureLoss("huber" as never, {})).toThrow("it must be a function, received");
    expect(() => configureLoss(huber, 2 as never)).toThrow("its options must be an object, received 2");
  });
});
