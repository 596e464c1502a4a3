import { tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { describeEachBackend } from "../testing/each-backend.ts";
import { expectClose } from "../testing/expect-close.ts";
import { lossesOf } from "../testing/losses-of.ts";
import { categoricalCrossentropy } from "./categorical-crossentropy.ts";
import { sparseCategoricalCrossentropy } from "./sparse-categorical-crossentropy.ts";

const { log } = Math;

describeEachBackend("sparseCategoricalCrossentropy", () => {
  test("gives each sample -ln of the probability of its class", async () => {
    const { losses, slopes } = await lossesOf(
      sparseCategoricalCrossentropy,
      [1, 0],
      [
        [0.25, 0.75],
        [0.5, 0.5],
      ],
    );
    expectClose(losses, [-log(0.75), -log(0.5)]);
    // d/dx of -ln(x[y] / (x[0] + x[1])) where the sum is 1: 1, and 1 - 1 / x[y] for the class itself.
    expectClose(slopes, [1, 1 - 1 / 0.75, 1 - 1 / 0.5, 1]);
  });

  test("gives the 0.0513 and 2.30 of the example in Keras' documentation", async () => {
    const { losses } = await lossesOf(
      sparseCategoricalCrossentropy,
      [1, 2],
      [
        [0.05, 0.95, 0],
        [0.1, 0.8, 0.1],
      ],
    );
    expectClose(losses, [-log(0.95), -log(0.1)]);
    expect(losses.map((loss) => loss.toPrecision(3))).toEqual(["0.0513", "2.30"]);
  });

  test("is the same as categoricalCrossentropy of one-hot labels, from probabilities and from logits", async () => {
    const predictions = [
      [0.2, 0.5, 0.3],
      [1.5, 3, 0.5],
    ];
    const oneHot = [
      [0, 0, 1],
      [1, 0, 0],
    ];
    for (const fromLogits of [false, true]) {
      const sparse = await lossesOf(
        (y, x) => sparseCategoricalCrossentropy(y, x, { fromLogits }),
        [2, 0],
        predictions,
      );
      const dense = await lossesOf(
        (y, x) => categoricalCrossentropy(y, x, { fromLogits }),
        oneHot,
        predictions,
      );
      expectClose(sparse.losses, dense.losses);
      expectClose(sparse.slopes, dense.slopes);
    }
  });

  test("divides probabilities by their sum", async () => {
    expectClose((await lossesOf(sparseCategoricalCrossentropy, [1], [[1, 3]])).losses, [-log(3 / 4)]);
  });

  test.each([2, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])(
    "%d is no class: its sample's loss is NaN, and no other's",
    async (label) => {
      const { losses } = await lossesOf(
        sparseCategoricalCrossentropy,
        [label, 0],
        [
          [0.5, 0.5],
          [0.5, 0.5],
        ],
      );
      expect(losses[0]).toBeNaN();
      expectClose(losses.slice(1), [log(2)]);
    },
  );

  test("takes int32 indices", async () => {
    const loss = tidy(() => sparseCategoricalCrossentropy(tensor1d([1], "int32"), tensor2d([[0.5, 0.5]])));
    expectClose(Array.from(await loss.data()), [log(2)]);
    loss.dispose();
  });

  test("refuses shapes that are not [B] and [B, C]", () => {
    tidy(() => {
      const [column, rows] = [tensor1d([1]), tensor2d([[0.5, 0.5]])];
      for (const [labels, predictions] of [
        [rows, rows],
        [column, column],
        [tensor1d([1, 0]), rows],
      ] as const) {
        expect(() => sparseCategoricalCrossentropy(labels, predictions)).toThrow(RangeError);
        expect(() => sparseCategoricalCrossentropy(labels, predictions)).toThrow(
          `Cannot compute the sparse categorical cross-entropy: labels need the shape [B] and predictions [B, C], received [${labels.shape}] and [${predictions.shape}]`,
        );
      }
    });
  });
});
