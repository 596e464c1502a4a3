import { expect, test } from "vitest";
import { classIndex } from "./class-index.ts";
import { defineLayout } from "./define-layout.ts";
import { flag } from "./flag.ts";
import { flags } from "./flags.ts";
import { isDerived } from "./is-derived.ts";
import { oneHot } from "./one-hot.ts";
import { presence } from "./presence.ts";
import { sampleWeight } from "./sample-weight.ts";
import { value } from "./value.ts";
import { values } from "./values.ts";

test("isDerived holds of presences and of flags that a condition decides, placed or not, and of no other part", () => {
  const derived = { known: presence("asked"), isOdd: flag({ when: "digit % 2 = 1" }) };
  const given = {
    digit: oneHot(10),
    word: classIndex(5),
    asked: flag({ missing: -1 }),
    assays: flags(2),
    age: value(),
    place: values(2),
    weight: sampleWeight(),
  };
  const { parts } = defineLayout({ ...given, ...derived });
  for (const all of [{ ...given, ...derived }, parts]) {
    const names = Object.entries(all).filter(([, part]) => isDerived(part));
    expect(names.map(([name]) => name)).toEqual(["known", "isOdd"]);
  }
});
