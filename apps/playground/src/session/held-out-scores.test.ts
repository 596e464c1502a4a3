import { expect, test } from "vitest";
import { heldOutScores } from "./held-out-scores.ts";

/** Predictions that give each image one digit. */
function given(...digits: readonly number[]): Float32Array {
  const rows = new Float32Array(digits.length * 10);
  for (const [i, digit] of digits.entries()) rows[i * 10 + digit] = 1;
  return rows;
}

const odd = Array.from({ length: 10 }, (_, digit) => ({ supervised: digit % 2 === 1 }));

test("images are counted by their digit and the one that they are given", () => {
  const scores = heldOutScores(given(3, 3, 5, 9, 3), Uint8Array.of(3, 3, 3, 4, 2), odd);
  expect(scores.confusion[3]).toEqual([0, 0, 0, 2, 0, 1, 0, 0, 0, 0]);
  expect(scores.confusion[4]?.[9]).toBe(1);
  expect(scores.accuracy[3]).toBe(2 / 3);
  expect(scores.accuracy[4]).toBe(0);
  expect(scores.supervised).toEqual([false, true, false, true, false, true, false, true, false, true]);
});

test("digits that count are summed up apart from the others, image by image", () => {
  const scores = heldOutScores(given(3, 3, 5, 1, 2), Uint8Array.of(3, 3, 3, 1, 2), odd);
  expect(scores.supervisedAccuracy).toBe(3 / 4);
  expect(scores.unsupervisedAccuracy).toBe(1 / 1);
});

test("where there are no images of a kind there is no share", () => {
  expect(heldOutScores(given(1), Uint8Array.of(1), odd).unsupervisedAccuracy).toBeNull();
});
