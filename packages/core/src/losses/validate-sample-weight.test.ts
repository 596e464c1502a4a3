import { scalar, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { describeEachBackend } from "../testing/each-backend.ts";
import { validateSampleWeight } from "./validate-sample-weight.ts";

describeEachBackend("validateSampleWeight", () => {
  test("takes weights of 0 or more, masks and no weights at all", async () => {
    for (const weights of [
      tensor1d([1, 0, 0.5]),
      tensor1d([true, false], "bool"),
      tensor1d([]),
      tensor2d([[1, 2]]),
    ]) {
      await validateSampleWeight(weights);
      weights.dispose();
    }
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])("names the row of %d", async (weight) => {
    const [ofSamples, ofLabels] = [
      tensor1d([1, weight]),
      tensor2d([
        [1, 1],
        [1, weight],
      ]),
    ];
    await expect(validateSampleWeight(ofSamples)).rejects.toThrow(
      `every one must be a finite number of 0 or more, received ${weight} in row 1`,
    );
    await expect(validateSampleWeight(ofLabels)).rejects.toThrow(`received ${weight} in row 1, label 1`);
    ofSamples.dispose();
    ofLabels.dispose();
  });

  test("refuses what is no tensor, and a scalar", async () => {
    // @ts-expect-error Weights are a tensor.
    await expect(validateSampleWeight([1])).rejects.toThrow("they must be a tensor, received an array of 1");
    const number = scalar(1);
    await expect(validateSampleWeight(number)).rejects.toThrow("the shape [B] or [B, K], received []");
    number.dispose();
  });
});
