import { expect, test } from "vitest";
import { unmetComments } from "./unmet-comments.ts";

/** Whether a comment is met by what was printed. */
const met = (comment: string, text: string): boolean =>
  unmetComments(`console.log(value); // ${comment}`, [{ line: 1, text }]).length === 0;

test.each([
  ["0.75", "0.75", "0.76"],
  ["11", "11", "11.4"],
  ["0.3466", "0.34657359", "0.3467"],
  ["-ln(0.5) / 2 = 0.3466", "0.34657359", "0.5"],
  ["-ln(0.5) = 0.6931 and -ln(0.9) = 0.1054", "[ 0.6931, 0.10536 ]", "[ 0.6931, 0.2 ]"],
  ["[[4, 2], [3]]", "[ [ 4, 2 ], [ 3 ] ]", "[ [ 4, 2 ] ]"],
  ["2 0.5", "2 0.5", "2 0.6"],
  ["true", "true", "false"],
  ['{ kind: "oneHot", offset: 0 }', "{ kind: 'oneHot', offset: 0 }", "{ kind: 'flag', offset: 0 }"],
  ["{ recall: 0.5, support: null }", "{ recall: 0.5, support: null }", "{ precision: 0.5, support: null }"],
])("the comment %s is met by %s and not by %s", (comment, right, wrong) => {
  expect(met(comment, right)).toBe(true);
  expect(met(comment, wrong)).toBe(false);
});

test.each(["128, and 43 for the last one", "the 4 costs nothing", "digit < 5"])(
  "prose promises nothing: %s",
  (comment) => {
    expect(met(comment, "whatever")).toBe(true);
  },
);

test("a promise on a line that printed nothing is not met, and says so", () => {
  expect(unmetComments("\nconsole.log(a); // 1\n", [{ line: 1, text: "1" }])).toEqual([
    "line 2 must print 1, received nothing",
  ]);
});
