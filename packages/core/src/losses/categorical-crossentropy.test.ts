import { dispose, tensor1d, tensor2d, tidy, valueAndGrad } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { describeEachBackend, read } from "../testing/each-backend.ts";
import { expectClose } from "../testing/expect-close.ts";
import { lossesOf } from "../testing/losses-of.ts";
import { categoricalCrossentropy } from "./categorical-crossentropy.ts";

describeEachBackend("categoricalCrossentropy", () => {
  test("gives each sample -ln of the probability of its class", async () => {
    const loss = tidy(() =>
      categoricalCrossentropy(
        tensor2d([
          [0, 1],
          [1, 0],
        ]),
        tensor2d([
          [0.25, 0.75],
          [0.1, 0.9],
        ]),
      ),
    );
    expect(loss.shape).toEqual([2]);
    const [first, second] = await read(loss);
    expect(first).toBeCloseTo(-Math.log(0.75), 5);
    expect(second).toBeCloseTo(-Math.log(0.1), 5);
    loss.dispose();
  });

  test("divides probabilities by their sum, as Keras does", async () => {
    const loss = tidy(() => categoricalCrossentropy(tensor2d([[0, 1]]), tensor2d([[1, 3]])));
    expect((await read(loss))[0]).toBeCloseTo(-Math.log(3 / (1 + 3)), 5);
    loss.dispose();
  });

  test("clips probabilities to 1e-7 and 1 - 1e-7, with gradient 0 there", async () => {
    const [labels, predictions] = [
      tensor2d([
        [0, 1],
        [0, 1],
      ]),
      tensor2d([
        [1, 0],
        [0, 1],
      ]),
    ];
    const { value, grad } = valueAndGrad((x) => categoricalCrossentropy(labels, x))(predictions);
    const [impossible, sure] = await read(value);
    expect(impossible).toBeCloseTo(-Math.log(1e-7), 4);
    expect(sure).toBeCloseTo(-Math.log(1 - 1e-7), 5);
    expect((await read(grad)).map(Math.abs)).toEqual([0, 0, 0, 0]);
    dispose([labels, predictions, value, grad]);
  });

  test("gives the 0.0513 and 2.30 of the example in Keras' documentation", async () => {
    const { losses } = await lossesOf(
      categoricalCrossentropy,
      [
        [0, 1, 0],
        [0, 0, 1],
      ],
      [
        [0.05, 0.95, 0],
        [0.1, 0.8, 0.1],
      ],
    );
    expectClose(losses, [-Math.log(0.95), -Math.log(0.1)]);
    expect(losses.map((loss) => loss.toPrecision(3))).toEqual(["0.0513", "2.30"]);
  });

  test("smooths labels towards the even distribution: y * (1 - s) + s / C", async () => {
    const { losses } = await lossesOf(
      (y, x) => categoricalCrossentropy(y, x, { labelSmoothing: 0.3 }),
      [[0, 1, 0]],
      [[0.2, 0.5, 0.3]],
    );
    expectClose(losses, [-0.1 * Math.log(0.2) - 0.8 * Math.log(0.5) - 0.1 * Math.log(0.3)]);
    tidy(() => {
      const x = tensor2d([[0.5, 0.5]]);
      for (const labelSmoothing of [-0.1, 1, Number.NaN])
        expect(() => categoricalCrossentropy(x, x, { labelSmoothing })).toThrow(
          `Cannot compute the categorical cross-entropy: labelSmoothing must be from 0 to below 1, received ${labelSmoothing}`,
        );
    });
  });

  test("takes soft labels", async () => {
    const loss = tidy(() => categoricalCrossentropy(tensor2d([[0.25, 0.75]]), tensor2d([[0.5, 0.5]])));
    expect((await read(loss))[0]).toBeCloseTo(-0.25 * Math.log(0.5) - 0.75 * Math.log(0.5), 5);
    loss.dispose();
  });

  test("from logits, labels that do not add up to 1 have the right gradient", async () => {
    // loss = -2 * logSoftmax(x)[0]; d/dx = 2 * softmax(x) - [2, 0] = [1, 1] - [2, 0].
    const [labels, logits] = [tensor2d([[2, 0]]), tensor2d([[5, 5]])];
    const { value, grad } = valueAndGrad((x) => categoricalCrossentropy(labels, x, { fromLogits: true }))(
      logits,
    );
    expect((await read(value))[0]).toBeCloseTo(2 * Math.log(2), 5);
    const [first, second] = await read(grad);
    expect(first).toBeCloseTo(-1, 5);
    expect(second).toBeCloseTo(1, 5);
    dispose([labels, logits, value, grad]);
  });

  test("from logits of 1,000 it does not overflow", async () => {
    const loss = tidy(() =>
      categoricalCrossentropy(tensor2d([[0, 1]]), tensor2d([[1000, -1000]]), { fromLogits: true }),
    );
    expect((await read(loss))[0]).toBe(1000 - -1000);
    loss.dispose();
  });

  test("refuses shapes that differ or are not [B, C]", () => {
    tidy(() => {
      expect(() => categoricalCrossentropy(tensor2d([[0, 1]]), tensor2d([[1, 2, 3]]))).toThrow(RangeError);
      expect(() => categoricalCrossentropy(tensor2d([[0, 1]]), tensor2d([[1, 2, 3]]))).toThrow(
        "the same shape [B, C], received [1,2] and [1,3]",
      );
      expect(() => categoricalCrossentropy(tensor1d([0, 1]), tensor1d([1, 2]))).toThrow(
        "received [2] and [2]",
      );
    });
  });

  test("refuses what is no tensor, and integer predictions", () => {
    tidy(() => {
      // @ts-expect-error Labels are a tensor.
      expect(() => categoricalCrossentropy([[0, 1]], tensor2d([[1, 2]]))).toThrow("labels must be a tensor");
      const integers = tensor2d([[0, 1]], [1, 2], "int32");
      expect(() => categoricalCrossentropy(integers, integers)).toThrow(
        "predictions must be float32, received int32",
      );
    });
  });
});
