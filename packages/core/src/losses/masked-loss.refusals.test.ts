import { abs, max, sub, sum, type Tensor, tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { describeEachBackend } from "../testing/each-backend.ts";
import { maskedLoss } from "./masked-loss.ts";
import type { SampleLoss } from "./sample-loss.ts";

const absoluteError: SampleLoss = (labels, predictions) => sum(abs(sub(predictions, labels)), 1);

describeEachBackend("maskedLoss refuses, without leaving tensors behind,", () => {
  /** Calls with two samples of three columns, one argument replaced. */
  function call(replace: {
    loss?: unknown;
    labels?: unknown;
    predictions?: unknown;
    weight?: unknown;
    reduction?: unknown;
  }): void {
    tidy(() => {
      const pick = (key: keyof typeof replace, usual: unknown) => (key in replace ? replace[key] : usual);
      Reflect.apply(maskedLoss, undefined, [
        pick("loss", absoluteError),
        pick("labels", tensor2d([0, 0, 0, 0, 0, 0], [2, 3])),
        pick("predictions", tensor2d([0, 0, 0, 0, 0, 0], [2, 3])),
        pick("weight", tensor1d([1, 1])),
        { reduction: pick("reduction", "sum") },
      ]);
    });
  }

  test("what is no tensor", () => {
    expect(() => call({ labels: [[1]] })).toThrow(TypeError);
    expect(() => call({ labels: [[1]] })).toThrow("labels must be a tensor, received an array of 1");
    expect(() => call({ predictions: 5 })).toThrow("predictions must be a tensor, received 5");
    expect(() => call({ weight: null })).toThrow("sampleWeight must be a tensor, received null");
    expect(() => call({ loss: "sum" })).toThrow('loss must be a function, received "sum"');
  });

  test("wrong dtypes", () => {
    tidy(() => {
      expect(() => call({ predictions: tensor2d([1, 2], [2, 1], "int32") })).toThrow(
        "must be float32, received int32",
      );
      expect(() => call({ labels: tensor1d(["a", "b"]) })).toThrow(
        "labels must be of real numbers, received string",
      );
    });
  });

  test("wrong shapes", () => {
    tidy(() => {
      expect(() => call({ labels: tensor2d([1, 2, 3], [1, 3]) })).toThrow(
        "the same batch size, received [1,3] and [2,3]",
      );
      expect(() => call({ predictions: sum(tensor1d([1])) })).toThrow(
        "must have the shape [B, ...], received a scalar",
      );
      expect(() => call({ weight: tensor1d([1]) })).toThrow(
        "sampleWeight must have the shape [2], a number for each sample, or that of labels and predictions where both are [B, K], received [1]",
      );
      expect(() => call({ weight: tensor2d([1, 1], [2, 1]) })).toThrow(
        "and predictions where both are [B, K], received [2,1] for [2,3] and [2,3]",
      );
    });
  });

  test("a loss that reduces, or that returns something else", () => {
    expect(() => call({ loss: (y: Tensor, x: Tensor) => sum(sub(x, y)) })).toThrow(
      "what the loss returns must have the shape [2], a number for each sample, received []; leave the reduction to maskedLoss",
    );
    expect(() => call({ loss: (y: Tensor, x: Tensor) => max(sub(x, y), 1, true) })).toThrow("received [2,1]");
    expect(() => call({ loss: () => 3 })).toThrow("what the loss returns must be a tensor, received 3");
  });

  test("a loss that throws passes its error on", () => {
    const failing = (y: Tensor, x: Tensor) => {
      sub(x, y);
      throw new Error("out of order");
    };
    expect(() => call({ loss: failing })).toThrow("out of order");
  });

  test("a reduction that there is not", () => {
    expect(() => call({ reduction: "mean" })).toThrow(RangeError);
    expect(() => call({ reduction: "mean" })).toThrow(
      'must be one of none, sum, sumOverBatchSize, meanWithSampleWeight, sumByNonzeroWeights, received "mean"',
    );
  });
});
