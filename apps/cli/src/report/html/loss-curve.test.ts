import { describe, expect, test } from "vitest";
import { mnistReport, tinyReport } from "../fixtures/example-reports.ts";
import { lossCurve } from "./loss-curve.ts";

const options = { id: "x", width: 400, height: 300, className: "wide" };
const pathOf = (source: string): string => /class="curve" d="([^"]*)"/.exec(source)?.[1] ?? "";

describe("lossCurve", () => {
  const picture = lossCurve(tinyReport(), options).source;

  test("draws the losses over their steps", () => {
    // x: 4 steps (2 epochs of 2) over 400 - 62 - 16 = 322 from 62 on, so a step is 80.5.
    // y: 0 to 0.6 over 300 - 36 - 44 = 220 from 256 up, so 0.1 is 36.67.
    expect(pathOf(picture)).toBe("M142.5,36L223,109.3L303.5,146L384,182.7");
  });

  test("marks the end of every epoch and its mean, at the steps that it took", () => {
    const ends = [...picture.matchAll(/class="epoch-end" x1="([\d.]+)"/g)].map(([, x]) => Number(x));
    expect(ends).toEqual([62 + 2 * 80.5, 62 + 4 * 80.5]);
    // Mean losses 0.5 and 0.25: 256 - 220 * 0.5 / 0.6 and 256 - 220 * 0.25 / 0.6.
    expect(picture).toContain('class="epoch-mean" x1="62" x2="223" y1="72.7" y2="72.7"');
    expect(picture).toContain('class="epoch-mean" x1="223" x2="384" y1="164.3" y2="164.3"');
    expect(picture).toContain("<title>Epoch 1: mean loss 0.5000</title>");
  });

  test("has axes with titles and ticks", () => {
    expect(picture).toContain(">Training step</text>");
    expect(picture).toMatch(/class="axis-title"[^>]*>Loss<\/text>/);
    const ticks = [...picture.matchAll(/class="tick-y"[^>]*>([\d.]+)</g)].map(([, tick]) => Number(tick));
    expect(ticks).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6]);
  });

  test("is a picture with a name, and a description of where the loss goes", () => {
    expect(picture).toContain('role="img" aria-labelledby="x-title x-desc"');
    expect(picture).toContain(
      '<desc id="x-desc">A line from 0.6000 at the start to 0.2000 after 4 steps. Mean loss by epoch: 0.5000, 0.2500.</desc>',
    );
  });

  test("says where its axis is logarithmic", () => {
    expect(lossCurve(mnistReport(), options).source).toContain(">Loss (log scale)</text>");
  });

  test("numbers every epoch while there is room, then every so many", () => {
    const report = tinyReport();
    const epochs = Array.from({ length: 60 }, (_, index) => ({ epoch: index + 1, loss: 1 }));
    const labels = [
      ...lossCurve({ ...report, epochs }, options).source.matchAll(/class="epoch-label"[^>]*>(\d+)</g),
    ].map(([, label]) => Number(label));
    // 322 units for 60 epochs are 5.4 each: 30 units hold 6 of them.
    expect(labels).toEqual([6, 12, 18, 24, 30, 36, 42, 48, 54, 60]);
  });

  test("leaves out losses that are no numbers, and keeps its path clean", () => {
    const report = tinyReport();
    const lossCurveWithGap = [
      { step: 1, loss: 0.6 },
      { step: 2, loss: Number.NaN },
      { step: 4, loss: 0.2 },
    ];
    const { source } = lossCurve({ ...report, lossCurve: lossCurveWithGap }, options);
    expect(pathOf(source)).toBe("M142.5,36L384,182.7");
    expect(source).not.toContain("NaN");
  });

  test("draws the epochs alone where no step was logged", () => {
    const { source } = lossCurve({ ...tinyReport(), lossCurve: [] }, options);
    expect(source).not.toContain('class="curve"');
    expect(source.match(/class="epoch-mean"/g)).toHaveLength(2);
  });

  test("says so where no loss was recorded", () => {
    const { source } = lossCurve({ ...tinyReport(), epochs: [], lossCurve: [] }, options);
    expect(source).toBe('<p class="empty">No loss was recorded.</p>');
  });
});
