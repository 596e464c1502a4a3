import {
  classIndex,
  defineLayout,
  flag,
  flags,
  oneHot,
  parseLayout,
  presence,
  sampleWeight,
  value,
  values,
} from "@proj/core";
import { expect, test } from "vitest";
import type { LayoutJson } from "./manifest.ts";
import { parseManifest } from "./parse-manifest.ts";
import { exampleArtifact } from "./testing/example-artifact.ts";

const { manifest } = await exampleArtifact();

// Compiles only while every layout of @proj/core can be put into a manifest.
const layout: LayoutJson = defineLayout(
  {
    weight: sampleWeight(),
    digit: oneHot(3),
    isOdd: flag({ when: "digit % 2 = 1" }),
    assays: flags(["NR-AR", "SR-p53"], { missing: -1 }),
    measured: presence("assays"),
    place: values(2),
    word: classIndex(50, { missing: -100 }),
    known: presence("word"),
    age: value(),
  },
  { fields: ["smoked"] },
);

const digit = { kind: "oneHot", classes: 3, offset: 0, width: 3 };
const isOdd = { kind: "flag", offset: 3, width: 1 };

test.each<[string, unknown, boolean]>([
  ["made by defineLayout", layout, true],
  ["with the parts in another order than their columns", { width: 4, parts: { isOdd, digit } }, true],
  ["of every kind after a trip through JSON", JSON.parse(JSON.stringify(layout)), true],
  ["with a gap", { width: 5, parts: { digit, isOdd: { ...isOdd, offset: 4 } } }, false],
  ["with an overlap", { width: 4, parts: { digit, isOdd: { ...isOdd, offset: 2 } } }, false],
  ["that is wider than its parts", { width: 9, parts: { digit, isOdd } }, false],
  [
    "with a width that is not the kind's",
    { width: 5, parts: { digit, isOdd: { ...isOdd, width: 2 } } },
    false,
  ],
  [
    "with classes that are not its width",
    { width: 4, parts: { digit: { ...digit, classes: 4 }, isOdd } },
    false,
  ],
  ["of an unknown kind", { width: 4, parts: { digit, isOdd: { ...isOdd, kind: "maybe" } } }, false],
  ["without classes", { width: 4, parts: { digit: { ...digit, classes: undefined }, isOdd } }, false],
  ["without parts", { width: 0, parts: {} }, false],
])("a layout %s is taken by a manifest as by @proj/core", (_, json, isTaken) => {
  const accepts = (parse: () => unknown): boolean => {
    try {
      parse();
      return true;
    } catch {
      return false;
    }
  };
  expect(accepts(() => parseLayout(json))).toBe(isTaken);
  expect(accepts(() => parseManifest({ ...manifest, labels: { ...manifest.labels, layout: json } }))).toBe(
    isTaken,
  );
});
