import { expect, test } from "vitest";
import { unfilter } from "./unfilter.ts";

/** Undoes the filter of a second row of two bytes, below a first row that is stored as it is. */
function secondRow(filter: number, above: readonly number[], stored: readonly number[]): number[] {
  const rows = Uint8Array.of(0, ...above, filter, ...stored);
  unfilter(rows, 3, 1);
  return Array.from(rows.subarray(4));
}

test("each filter adds what its neighbours suggest, modulo 256", () => {
  expect(secondRow(0, [10, 20], [1, 2])).toEqual([1, 2]);
  expect(secondRow(1, [10, 20], [1, 2])).toEqual([1, 1 + 2]);
  expect(secondRow(2, [10, 20], [1, 250])).toEqual([10 + 1, 20 + 250 - 256]);
  // (0 + 10) / 2 + 1 = 6, and (6 + 21) / 2 rounded down + 2 = 15
  expect(secondRow(3, [10, 21], [1, 2])).toEqual([6, 15]);
});

test("Paeth's filter takes the nearest neighbour, and of equals the left before the upper before the corner", () => {
  // The first byte has only the upper one: 10 + 1. left + up - corner:
  expect(secondRow(4, [10, 20], [1, 2])).toEqual([11, 20 + 2]); // 11 + 20 - 10 = 21: up
  expect(secondRow(4, [10, 8], [1, 0])).toEqual([11, 8]); // 9: as near to up, 8, as to the corner, 10
  expect(secondRow(4, [10, 11], [1, 0])).toEqual([11, 11]); // 12: left and up are the same
  expect(secondRow(4, [10, 12], [254, 0])).toEqual([8, 10]); // 10: the corner
  expect(secondRow(4, [10, 9], [2, 0])).toEqual([12, 12]); // 11: as near to left, 12, as to the corner, 10
});

test("an unknown filter is refused", () => {
  expect(() => secondRow(5, [0, 0], [0, 0])).toThrow(
    new Error("its rows must have a filter from 0 to 4, received 5"),
  );
});
