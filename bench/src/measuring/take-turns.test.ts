import { expect, test } from "vitest";
import { ratios, takeTurns } from "./take-turns.ts";

test("contenders take turns, every other round backwards, and their figures are kept by round", async () => {
  const order: string[] = [];
  const contender = (name: string) => () => order.push(name);
  const figures = await takeTurns({ first: contender("first"), second: contender("second") }, 3);
  expect(order).toEqual(["first", "second", "second", "first", "first", "second"]);
  expect(figures).toEqual({ first: [1, 4, 5], second: [2, 3, 6] });
  expect(ratios(figures.first, figures.second)).toEqual([1 / 2, 4 / 3, 5 / 6]);
});
