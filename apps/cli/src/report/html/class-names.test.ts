import { expect, test } from "vitest";
import { tinyReport } from "../fixtures/example-reports.ts";
import { classOf, describeLabel } from "./class-names.ts";

test("describeLabel adds the name of a class where it says more, and masked where it was", () => {
  const report = tinyReport();
  const classes = report.classes.map((entry) => ({
    ...entry,
    name: entry.label === 2 ? "Coat" : entry.name,
  }));
  expect([0, 1, 2, 9].map((label) => describeLabel({ ...report, classes }, label))).toEqual([
    "0 (masked)",
    "1",
    "2 Coat (masked)",
    "9",
  ]);
});

test("classOf finds a class by its label", () => {
  expect(classOf(tinyReport(), 1)?.supervised).toBe(true);
  expect(classOf(tinyReport(), 9)).toBeUndefined();
});
