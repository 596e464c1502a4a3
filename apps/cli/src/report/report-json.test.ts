import { parseCondition } from "@proj/core";
import { describe, expect, test } from "vitest";
import { tinyRun } from "./fixtures/tiny-run.ts";
import { buildReport } from "./report.ts";
import { formatReportJson, toReportJson } from "./report-json.ts";

const odd = parseCondition("odd", ["digit"]);
const report = buildReport({ ...tinyRun(), condition: odd });

describe("toReportJson", () => {
  test("is the report with a version and a summary by split and slice", () => {
    expect(toReportJson(report)).toEqual({
      reportVersion: 1,
      summary: {
        train: {
          even: { accuracy: 0 / 2, count: 2, live: false },
          odd: { accuracy: 2 / 2, count: 2, live: true },
        },
        heldOut: {
          even: { accuracy: 0 / 3, count: 3, live: false },
          odd: { accuracy: 2 / 3, count: 3, live: true },
        },
      },
      ...report,
    });
  });

  test("has only the splits that were evaluated, and null for an empty slice", () => {
    const splits = [{ name: "held-out" as const, labels: Uint8Array.of(1), predictions: [1] }];
    const { summary } = toReportJson(buildReport({ ...tinyRun(), splits, condition: odd }));
    expect(summary).toEqual({
      heldOut: {
        even: { accuracy: null, count: 0, live: false },
        odd: { accuracy: 1, count: 1, live: true },
      },
    });
  });
});

describe("formatReportJson", () => {
  test("is JSON of the same value, with a newline at the end", () => {
    const text = formatReportJson(report);
    expect(JSON.parse(text)).toEqual(toReportJson(report));
    expect(text.endsWith("}\n")).toBe(true);
  });

  test("puts arrays of numbers on one line", () => {
    const text = formatReportJson(report);
    expect(text).toContain('"trueCounts": [1, 0, 2]');
    expect(text).toMatch(/"counts": \[\n\s+\[0, 1, 0\],\n\s+\[0, 0, 0\],/);
    expect(text.startsWith('{\n  "reportVersion": 1,\n  "summary": {\n    "train": {')).toBe(true);
  });

  test("leaves names alone that look like arrays, and keeps every number", () => {
    const run = tinyRun();
    const manifest = {
      ...run.manifest,
      name: "[\n  1,\n  2\n]",
      metrics: { epochs: [{ epoch: 1, loss: 1.5e-9 }], lossCurve: [] },
    };
    const odder = buildReport({ ...run, manifest, condition: odd });
    expect(JSON.parse(formatReportJson(odder))).toEqual(toReportJson(odder));
  });
});
