import { dispose, memory, type Tensor, type Tensor1D, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { classIndex } from "../layout/class-index.ts";
import { defineLayout } from "../layout/define-layout.ts";
import { flag } from "../layout/flag.ts";
import { presence } from "../layout/presence.ts";
import { describeEachBackend, read } from "../testing/each-backend.ts";
import { combinedLoss } from "./combined-loss.ts";
import { sparseCategoricalCrossentropy } from "./sparse-categorical-crossentropy.ts";

const layout = defineLayout({ word: classIndex(3, { missing: -1 }), known: presence("word"), isOdd: flag() });
const fromLogits = (labels: Tensor, logits: Tensor): Tensor1D =>
  sparseCategoricalCrossentropy(labels, logits, { fromLogits: true });

describeEachBackend("the classes of a part", () => {
  test.each([
    ["word", sparseCategoricalCrossentropy, 3, [2, 4]],
    ["word", fromLogits, 3, [2, 4]],
    ["isOdd", fromLogits, 2, [3, 4]],
  ] as const)(
    "of %s are as many as the predictions have, also in a user's own function",
    (part, loss, classes, others) => {
      const labels = tensor2d([[1, 1, 1]]);
      const combined = combinedLoss(layout, { [part]: { loss } } as { word: { loss: typeof fromLogits } });
      const kept = memory().numTensors;
      for (const columns of others) {
        const predictions = tensor2d([Array(columns).fill(0)]);
        expect(() => combined(labels, predictions)).toThrow(RangeError);
        expect(() => combined(labels, predictions)).toThrow(
          `${classes} classes need predictions [B, ${classes}], received [1,${columns}]`,
        );
        predictions.dispose();
      }
      expect(memory().numTensors).toBe(kept);
      labels.dispose();
    },
  );

  test("are not asked for where labels come from no layout", async () => {
    const [labels, predictions] = [tensor1d([1]), tensor2d([[0, 0, 0, 0]])];
    const loss = fromLogits(labels, predictions);
    expect((await read(loss))[0]).toBeCloseTo(Math.log(4), 6);
    dispose([loss, labels, predictions]);
  });
});
