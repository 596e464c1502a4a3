import { expect, test } from "vitest";
import { loadStep, saveStep } from "./step-state.ts";

test.each([0, 1, 2 ** 24 - 1, 2 ** 24, 2 ** 24 + 1, 2 ** 33 + 12_345])(
  "step %d is read back as it was",
  (steps) => {
    expect(loadStep(saveStep(steps))).toBe(steps);
  },
);

test("a state without the step is refused", () => {
  expect(() => loadStep({})).toThrow('Cannot load state: "dropout/step" is missing');
});

test.each([
  ["one number", Float32Array.of(1)],
  ["part of a step", Float32Array.of(0, 0.5)],
  ["a step before the first", Float32Array.of(0, -1)],
  ["NaN", Float32Array.of(0, Number.NaN)],
])("%s is refused", (_, data) => {
  expect(() => loadStep({ "dropout/step": { shape: [data.length], data } })).toThrow(
    `"dropout/step" must hold two whole numbers, received [${data}]`,
  );
});
