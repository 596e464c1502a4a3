import { describe, expect, test } from "vitest";
import { mnistReport, tinyReport } from "../fixtures/example-reports.ts";
import type { SliceReport } from "../report.ts";
import { heatMap, heatStep } from "./heat-map.ts";

test.each([
  [null, 0],
  [0, 0],
  [0.0001, 1],
  [0.01, 1],
  [0.011, 2],
  [0.05, 2],
  [0.2, 3],
  [0.5, 4],
  [0.8, 5],
  [0.81, 6],
  [1, 6],
])("heatStep puts the share %d into step %d", (share, step) => {
  expect(heatStep(share)).toBe(step);
});

describe("heatMap", () => {
  const report = tinyReport();
  const even = report.splits[1]?.slices[0] as SliceReport;
  const picture = heatMap(report, even, "x", "held-out images, even digits").source;

  test("has a cell for each pair of labels, with number, words and step", () => {
    expect(picture.match(/<rect /g)).toHaveLength(3 * 3);
    // Row of true 2: 0, 2, 0, so the whole row is in the middle.
    expect(picture).toContain(
      '<g class="heat-6"><title>True 2 (masked), predicted 1: 2 (100.00 % of the row)</title>',
    );
    expect(
      [...picture.matchAll(/<text [^>]*>(\d+)<\/text><\/g>/g)].map(([, count]) => Number(count)),
    ).toEqual(even.confusion.counts.flat());
  });

  test("frames the diagonal of rows that hold images, and no other", () => {
    // Rows 0 and 2 hold images, row 1 holds none.
    expect(picture.match(/class="heat-0 diagonal"/g)).toHaveLength(2);
    expect(picture).toContain('<g class="heat-0"><title>True 1, predicted 1: 0</title>');
  });

  test("marks masked labels on both axes by more than colour", () => {
    expect(picture.match(/class="masked-mark"/g)).toHaveLength(2 * 2);
  });

  test("is a picture with a name and a description, and axes that say what they are", () => {
    expect(picture).toContain('role="img" aria-labelledby="x-title x-desc"');
    expect(picture).toContain('<title id="x-title">Confusion matrix: held-out images, even digits</title>');
    expect(picture).toContain('<desc id="x-desc">A heat map of 3 by 3 cells.');
    expect(picture).toMatch(/>Predicted<.*\n.*>True</);
  });

  test("writes numbers of four digits small enough for their cell", () => {
    const mnist = mnistReport();
    const slice = mnist.splits[0]?.slices[0] as SliceReport;
    const large = heatMap(mnist, slice, "y", "even").source;
    const cell = Number(/<rect [^>]*width="([\d.]+)"/.exec(large)?.[1]);
    const fontSize = Number(/font-size="([\d.]+)"/.exec(large)?.[1]);
    // The widest of the usual fonts has digits of 0.64 em.
    expect(4 * 0.64 * fontSize).toBeLessThanOrEqual(0.9 * cell);
    expect(fontSize).toBeGreaterThan(13);
  });
});
