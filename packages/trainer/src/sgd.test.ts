import { expect, test } from "vitest";
import { sgd } from "./sgd.ts";

test("without options it has Keras's numbers", () => {
  expect(sgd()).toEqual({ name: "sgd", learningRate: 0.01, momentum: 0, nesterov: false });
});

test.each([
  [{ learningRate: 0 }, "learningRate must be a positive number, received 0"],
  [{ momentum: 1 }, "momentum must be in [0, 1), received 1"],
  [{ momentum: Number.NaN }, "momentum must be in [0, 1), received NaN"],
  [{ nesterov: true }, "nesterov needs a momentum above 0, received 0"],
])("%j is refused", (options, message) => {
  expect(() => sgd(options)).toThrow(`Cannot describe SGD: ${message}`);
});
