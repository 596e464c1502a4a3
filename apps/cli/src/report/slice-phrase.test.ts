import { describe, expect, test } from "vitest";
import { capitalize, slicePhrase } from "./slice-phrase.ts";

const named = (...names: string[]): { label: number; name: string; supervised: boolean; samples: number }[] =>
  names.map((name, label) => ({ label, name, supervised: true, samples: 1 }));

describe("slicePhrase", () => {
  test.each([
    ["odd", "odd digits"],
    ["even", "even digits"],
    ["digit < 5", "digits where digit < 5"],
    ["not (odd and digit > 5)", "digits where not (odd and digit > 5)"],
    ["true", "all digits"],
  ])("puts %s into words: %s", (name, phrase) => {
    expect(slicePhrase(name, named("0", "1", "2"))).toBe(phrase);
  });

  test("speaks of labels where classes have names of their own", () => {
    expect(slicePhrase("odd", named("T-shirt/top", "Trouser"))).toBe("odd labels");
  });
});

test("capitalize raises the first letter alone", () => {
  expect(capitalize("held-out")).toBe("Held-out");
});
