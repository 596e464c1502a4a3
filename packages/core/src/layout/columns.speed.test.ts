import { describe, expect, test } from "vitest";
import { combineColumns } from "./combine-columns.ts";
import { defineLayout } from "./define-layout.ts";
import { flag } from "./flag.ts";
import { flags } from "./flags.ts";
import { oneHot } from "./one-hot.ts";
import { presence } from "./presence.ts";
import { splitColumns } from "./split-columns.ts";

const COUNT = 1_000_000;
const digit = Uint8Array.from({ length: COUNT }, (_, row) => row % 10);
const isOdd = digit.map((each) => each % 2);

/** The shortest of up to three runs, in milliseconds: other work on the machine makes a run longer, never shorter. */
function shortest(run: () => unknown, goodEnough: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3 && best >= goodEnough; attempt++) {
    const start = performance.now();
    run();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

describe("a million labels in less than a second:", () => {
  const given = defineLayout({ digit: oneHot(10), isOdd: flag() });
  const decided = defineLayout({ digit: oneHot(10), isOdd: flag({ when: "digit % 2 = 1" }) });
  const assays = defineLayout({ assays: flags(12, { missing: -1 }), measured: presence("assays") });
  const missing = Int8Array.from({ length: 12 * COUNT }, (_, at) => (at % 3) - 1);

  test("combining eleven columns", () => {
    expect(shortest(() => combineColumns(given, { digit, isOdd }), 1000)).toBeLessThan(1000);
    const labels = combineColumns(given, { digit, isOdd });
    expect(labels).toHaveLength(11 * COUNT);
    expect(labels.reduce((total, label) => total + label, 0)).toBe(COUNT + COUNT / 2);
  });

  test("combining eleven columns, one of them decided by a condition", () => {
    expect(shortest(() => combineColumns(decided, { digit }), 1000)).toBeLessThan(1000);
  });

  test("splitting eleven columns", () => {
    const labels = combineColumns(given, { digit, isOdd });
    expect(shortest(() => splitColumns(given, labels), 1000)).toBeLessThan(1000);
    expect(splitColumns(given, labels).isOdd.reduce((total, each) => total + each, 0)).toBe(COUNT / 2);
  });

  test("combining and splitting twelve flags, a third of them missing, with their presences", () => {
    expect(shortest(() => combineColumns(assays, { assays: missing }), 1000)).toBeLessThan(1000);
    const labels = combineColumns(assays, { assays: missing });
    expect(shortest(() => splitColumns(assays, labels), 1000)).toBeLessThan(1000);
    expect(labels.filter((label) => Number.isNaN(label))).toHaveLength((12 * COUNT) / 3);
  });
});
