import { expect, test } from "vitest";
import { tinyReport } from "../fixtures/example-reports.ts";
import type { SliceReport } from "../report.ts";
import { labelCounts } from "./label-counts.ts";

const report = tinyReport();
const even = report.splits[1]?.slices[0] as SliceReport; // true 1, 0, 2; predicted 0, 3, 0

test("labelCounts writes both counts of every label, with bars in proportion to the largest", () => {
  const table = labelCounts(report, even, "even").source;
  const rows = [...table.matchAll(/<tr[^>]*><th scope="row">.*/g)].map(([row]) => row);
  expect(rows).toHaveLength(3);
  expect(
    rows.map((row) => [...row.matchAll(/class="number">(\d+)</g)].map(([, count]) => Number(count))),
  ).toEqual([
    [1, 0],
    [0, 3],
    [2, 0],
  ]);
  // 1 / 3, 3 / 3 and 2 / 3 of the largest count; no bar for none.
  expect([...table.matchAll(/--share: ([\d.]+)%/g)].map(([, share]) => Number(share))).toEqual([
    33.3, 100, 66.7,
  ]);
});

test("labelCounts marks masked labels by a word, and live ones not", () => {
  const table = labelCounts(report, even, "even").source;
  expect(table).toContain('<tr class="masked"><th scope="row"><b>0</b> <span class="tag">masked</span></th>');
  expect(table).toContain('<tr><th scope="row"><b>1</b></th>');
});
