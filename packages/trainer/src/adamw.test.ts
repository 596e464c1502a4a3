import { expect, test } from "vitest";
import { adam } from "./adam.ts";
import { adamw } from "./adamw.ts";

test("without options it has Adam's numbers, and PyTorch's weight decay", () => {
  expect(adamw()).toEqual({ ...adam(), name: "adamw", weightDecay: 0.01 });
});

test("a number out of range is refused", () => {
  expect(() => adamw({ weightDecay: -1 })).toThrow(
    "Cannot describe AdamW: weightDecay must be 0 or more, received -1",
  );
  expect(() => adamw({ weightDecay: Number.NaN })).toThrow("weightDecay must be 0 or more, received NaN");
  expect(() => adamw({ beta1: 1 })).toThrow("beta1 must be in [0, 1), received 1");
});
