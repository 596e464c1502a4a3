import { parseCondition } from "@proj/core";
import { describe, expect, test } from "vitest";
import { sparseReport, tinyReport } from "../fixtures/example-reports.ts";
import { simulateRun } from "../fixtures/simulated-run.ts";
import { buildReport, type EvaluationReport } from "../report.ts";
import { isLarge, sliceCard } from "./slice-card.ts";

function card(report: EvaluationReport, splitIndex: number, sliceIndex: number): string {
  const split = report.splits[splitIndex];
  const slice = split?.slices[sliceIndex];
  if (split === undefined || slice === undefined) throw new RangeError("Cannot draw the card: no such slice");
  return sliceCard(report, split, slice, "x").source;
}

describe("sliceCard", () => {
  test("shows accuracy, heat map, table and counts", () => {
    const source = card(tinyReport(), 1, 1);
    expect(source).toContain('<h3 id="x-heading">Odd digits <span class="badge badge-live">live</span></h3>');
    expect(source).toContain("<strong>66.67 %</strong> <span>2 of 3 right</span>");
    expect(source).toMatch(
      /<figure>\n<svg class="heat-map"[\s\S]*<div class="visually-hidden"><table>[\s\S]*<table class="counts">/,
    );
  });

  test("says that an empty slice has nothing to measure", () => {
    const source = card(sparseReport(), 0, 0);
    expect(source).toContain("No training image belongs here, so there is nothing to measure.");
    expect(source).not.toMatch(/NaN|<svg|<table/);
  });

  test("lets a keyboard scroll a matrix of more than ten labels", () => {
    const counts = Array<number>(12).fill(3);
    const run = simulateRun({ isLive: () => true, trainCounts: counts, heldOutCounts: counts });
    const report = buildReport({ ...run, condition: parseCondition("true", ["digit"]) });
    expect(card(report, 1, 1)).toContain(
      '<figure class="scroll" tabindex="0" role="group" aria-label="Confusion matrix',
    );
    expect(card(tinyReport(), 1, 1)).not.toContain("tabindex");
  });

  test("takes a matrix of more than sixteen labels for large", () => {
    const isLargeWith = (classes: number): boolean[] => {
      const counts = Array<number>(classes).fill(3);
      const run = simulateRun({ isLive: () => true, trainCounts: counts, heldOutCounts: counts });
      const report = buildReport({ ...run, condition: parseCondition("true", ["digit"]) });
      return (report.splits[1]?.slices ?? []).map(isLarge);
    };
    expect(isLargeWith(16)).toEqual([false, false]);
    expect(isLargeWith(17)).toEqual([false, true]);
  });
});
