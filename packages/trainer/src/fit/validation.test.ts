import { describe, expect, test } from "vitest";
import { bestEpochOf, isPatienceOver } from "./validation.ts";

const scores = (...values: number[]): { epoch: number; score: number }[] =>
  values.map((score, i) => ({ epoch: i + 1, score }));

describe("bestEpochOf", () => {
  test.each([
    [[0.7, 0.9, 0.8], "higher", 2],
    [[0.7, 0.9, 0.8], "lower", 1],
    [[-3, -1, -2], "higher", 2],
    [[0.9, 0.9, 0.9], "higher", 1],
    [[0.9, 0.9, 0.9], "lower", 1],
    [[], "lower", null],
  ] as const)("of %j where %s is better is %s", (values, better, epoch) => {
    expect(bestEpochOf(scores(...values), better)).toBe(epoch);
  });
});

describe("isPatienceOver", () => {
  test.each([
    [[0.9, 0.8], 2, false],
    [[0.9, 0.8, 0.9], 2, true], // as good is no better
    [[0.9, 0.8, 0.95], 2, false],
    [[0.9], 1, false],
    [[], 1, false],
    [[0.9, 0.8, 0.7, 0.6], undefined, false],
  ])("after %j with a patience of %s: %s", (values, patience, over) => {
    expect(isPatienceOver(scores(...values), { better: "higher", patience })).toBe(over);
  });
});
