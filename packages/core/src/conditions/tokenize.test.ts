import { describe, expect, test } from "vitest";
import { tokenize } from "./tokenize.ts";

describe("tokenize", () => {
  test("gives each word its one spelling and its column", () => {
    expect(tokenize("a>=1 && !b").map(({ kind, symbol, column }) => [kind, symbol, column])).toEqual([
      ["name", "a", 1],
      ["symbol", ">=", 2],
      ["number", "1", 4],
      ["symbol", "and", 6],
      ["symbol", "not", 9],
      ["name", "b", 10],
      ["end", "", 11],
    ]);
  });

  test.each([
    ["5", 5],
    ["5.", 5],
    [".5", 0.5],
    ["1.25e-2", 0.0125],
    ["007", 7],
  ])("reads the number %s", (text, value) => {
    expect(tokenize(text)[0]).toMatchObject({ kind: "number", value });
  });

  test("shows a letter of two UTF-16 units whole", () => {
    expect(() => tokenize("a = 😀")).toThrow('received "😀"');
  });
});
