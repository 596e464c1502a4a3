import { expect, test } from "vitest";
import { tinyReport } from "../fixtures/example-reports.ts";
import { heatLegend } from "./heat-legend.ts";

const words = (source: string): string[] =>
  [...source.matchAll(/<li>(.*?)<\/li>/g)].map(([, item = ""]) => item.replace(/<[^>]*>/g, "").trim());

test("heatLegend says what each step, the frame and the dots mean", () => {
  expect(words(heatLegend(tinyReport()).source)).toEqual([
    "none",
    "up to 1 %",
    "1–5 %",
    "5–20 %",
    "20–50 %",
    "50–80 %",
    "80–100 %",
    "named right",
    "0 masked label",
  ]);
});

test("heatLegend explains no dots where no label is masked", () => {
  const report = tinyReport();
  const classes = report.classes.map((entry) => ({ ...entry, supervised: true }));
  expect(words(heatLegend({ ...report, classes }).source).at(-1)).toBe("named right");
});
