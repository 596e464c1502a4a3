import { expect, test } from "vitest";
import { adam } from "./adam.ts";

test("without options it has Keras's numbers", () => {
  expect(adam()).toEqual({ name: "adam", learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 });
});

test.each([
  [{ learningRate: 0 }, "learningRate must be a positive number, received 0"],
  [{ learningRate: Number.NaN }, "learningRate must be a positive number, received NaN"],
  [{ epsilon: -1 }, "epsilon must be a positive number, received -1"],
  [{ beta1: 1 }, "beta1 must be in [0, 1), received 1"],
  [{ beta2: -0.1 }, "beta2 must be in [0, 1), received -0.1"],
])("%j is refused", (options, message) => {
  expect(() => adam(options)).toThrow(`Cannot describe Adam: ${message}`);
});
