import { expect, test } from "vitest";
import { adam } from "../adam.ts";
import { adamw } from "../adamw.ts";
import { sgd } from "../sgd.ts";
import { describeOptimizer } from "./describe-optimizer.ts";

test("an optimizer is its name and its numbers, in the order of their names", () => {
  expect(describeOptimizer(adam({ learningRate: 0.5 }))).toBe("adam 0.9 0.999 1e-7");
  expect(describeOptimizer(adamw())).toBe("adamw 0.9 0.999 1e-7 0.01");
  expect(describeOptimizer(sgd({ momentum: 0.9 }))).toBe("sgd 0.9 false");
});
