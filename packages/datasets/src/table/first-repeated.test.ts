import { expect, test } from "vitest";
import { firstRepeated } from "./first-repeated.ts";

test.each<[string[], string | undefined]>([
  [[], undefined],
  [["a", "b", "A"], undefined],
  [["a", "b", "b", "a"], "b"],
  [["", "a", ""], ""],
])("of the names %j the first that comes again is %j", (names, repeated) => {
  expect(firstRepeated(names)).toBe(repeated);
});
