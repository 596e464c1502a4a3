import { describe, expect, test } from "vitest";
import { wrapText } from "./wrap-text.ts";

describe("wrapText", () => {
  test("fills lines up to the width and not beyond", () => {
    expect(wrapText("aa bb cc", 5)).toEqual(["aa bb", "cc"]);
    expect(wrapText("aa bb cc", 4)).toEqual(["aa", "bb", "cc"]);
  });

  test("keeps a number and its percent sign together", () => {
    expect(wrapText("of it 97 % is", 8)).toEqual(["of it", "97 % is"]);
  });

  test("lets a word that is too long stand alone", () => {
    expect(wrapText("a longword b", 4)).toEqual(["a", "longword", "b"]);
  });

  test("makes one empty line of no text", () => {
    expect(wrapText("", 10)).toEqual([""]);
  });
});
