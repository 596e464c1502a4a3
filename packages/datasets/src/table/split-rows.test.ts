import { describe, expect, test } from "vitest";
import { type SplitRowsOptions, splitRows } from "./split-rows.ts";

const tenth = { validation: 0.1, test: 0.1 };

describe("splitRows", () => {
  test("never changes: the division of ten rows", () => {
    const split = splitRows({ count: 10, seed: 1, fractions: { validation: 0.2, test: 0.3 } });
    // epochOrder({ count: 10, seed: 1, epoch: 0 }) is 8, 2, 4, 7, 3, 1, 0, 6, 9, 5.
    expect([...split.validation]).toEqual([2, 8]);
    expect([...split.test]).toEqual([3, 4, 7]);
    expect([...split.train]).toEqual([0, 1, 5, 6, 9]);
  });

  test.each([2, 5, 10, 783, 7831])(
    "gives each of %d rows to one part, in parts of the asked sizes",
    (count) => {
      const {
        train,
        validation,
        test: held,
      } = splitRows({ count, seed: 3, fractions: { validation: 0.25, test: 0 } });
      expect([...train, ...validation, ...held].sort((a, b) => a - b)).toEqual(
        Array.from({ length: count }, (_, row) => row),
      );
      expect(validation.length).toBe(Math.round(count / 4));
      expect(held.length).toBe(0);
    },
  );

  test("differs from seed to seed", () => {
    const tests = [1, 2, 3, 4].map((seed) => splitRows({ count: 100, seed, fractions: tenth }).test.join());
    expect(new Set(tests).size).toBe(4);
  });

  test.each<[Partial<SplitRowsOptions>, string]>([
    [
      { fractions: { validation: -0.1, test: 0.1 } },
      "validation must be a fraction from 0 to less than 1, received -0.1",
    ],
    [
      { fractions: { validation: 0.1, test: 1 } },
      "test must be a fraction from 0 to less than 1, received 1",
    ],
    [
      { fractions: { validation: 0.1, test: Number.NaN } },
      "test must be a fraction from 0 to less than 1, received NaN",
    ],
    [
      { fractions: { validation: 0.5, test: 0.5 } },
      "validation + test must be a fraction from 0 to less than 1, received 1",
    ],
    [
      { count: 3, fractions: tenth },
      "validation must get at least one of them, received 3 rows and the fractions 0.1 and 0.1",
    ],
    [
      { count: 1, fractions: { validation: 0.5, test: 0 } },
      "train must get at least one of them, received 1 rows",
    ],
    [{ count: 0 }, "Cannot divide the rows: there must be at least one, received none"],
    [{ count: -1 }, "count must be an integer from 1"],
    [{ seed: 0.5 }, "seed must be an integer from"],
  ])("refuses %o", (change, message) => {
    expect(() => splitRows({ count: 100, seed: 1, fractions: tenth, ...change })).toThrow(RangeError);
    expect(() => splitRows({ count: 100, seed: 1, fractions: tenth, ...change })).toThrow(message);
  });
});
