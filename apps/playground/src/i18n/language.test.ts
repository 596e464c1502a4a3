import { expect, test } from "vitest";
import { chooseLanguage } from "./language.ts";

test.each([
  [[null, "ja-JP", "en"], "ja"],
  [["en", "ja"], "en"],
  [[null, "de-CH", "ja"], "ja"],
  [[null, "de", "fr"], "en"],
  [["JA"], "ja"],
  [[], "en"],
] as const)("of %o it is %s", (wanted, language) => {
  expect(chooseLanguage(wanted)).toBe(language);
});
