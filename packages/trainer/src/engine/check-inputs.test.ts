import { describe, expect, test } from "vitest";
import { checkInputs } from "./check-inputs.ts";

describe("checkInputs", () => {
  test("takes bytes and finite numbers, and no sample at all", () => {
    checkInputs({ inputs: Uint8Array.of(0, 255), inputShape: [2] });
    checkInputs({ inputs: Float32Array.of(0, -3.4e38, 1e-45, 3.4e38), inputShape: [2, 2] });
    checkInputs({ inputs: new Float32Array(0), inputShape: [2] });
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "names where %s is",
    (input) => {
      const call = () => checkInputs({ inputs: Float32Array.of(0, 1, 2, 3, 4, input), inputShape: [2, 1] });
      expect(call).toThrow(RangeError);
      expect(call).toThrow(
        `Cannot train: every input must be finite, also of samples that a mask leaves out, received ${input} as input 1 of sample 2`,
      );
    },
  );
});
