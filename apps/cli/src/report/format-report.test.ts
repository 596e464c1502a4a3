import { stripVTControlCharacters } from "node:util";
import { parseCondition } from "@proj/core";
import { describe, expect, test } from "vitest";
import { simulateRun } from "./fixtures/simulated-run.ts";
import { tinyRun } from "./fixtures/tiny-run.ts";
import { formatReport } from "./format-report.ts";
import { buildReport } from "./report.ts";

const odd = parseCondition("odd", ["digit"]);
const isOdd = (label: number): boolean => label % 2 === 1;

describe("formatReport", () => {
  test("writes a tiny report to the letter", () => {
    // Training: even 0 / 2, odd 2 / 2 = 100 %. Held-out: even 0 / 3, odd 2 / 3 = 66.67 %.
    expect(formatReport(buildReport({ ...tinyRun(), condition: odd }))).toBe(`\
Evaluation of tiny

Even digits cost nothing in training, so they were never learned: 0 of 3 held-out images are
right, against 2 of 3 (66.67 %) for odd digits.

  Condition      odd
  Data set       handmade (SHA-256 0123456789abcdef)
  Training       2 epochs, seed 7
  Backend        cpu on none
  Loss by epoch  0.5000 0.2500

  Split     Slice  In training  Images  Right  Accuracy
  Training  even   masked            2      0    0.00 %
  Training  odd    live              2      2  100.00 %
  Held-out  even   masked            3      0    0.00 %
  Held-out  odd    live              3      2   66.67 %

  * marks a label that was masked in training.


Training, even (masked): 2 images, accuracy 0.00 %

  Confusion matrix: rows true, columns predicted

      *0   1  *2
  *0   0   1   0
   1   0   0   0
  *2   0   1   0

  Label      *0   1  *2
  True        1   0   1
  Predicted   0   2   0


Training, odd (live): 2 images, accuracy 100.00 %

  Confusion matrix: rows true, columns predicted

      1
   1  2

  Label      *0   1  *2
  True        0   2   0
  Predicted   0   2   0


Held-out, even (masked): 3 images, accuracy 0.00 %

  Confusion matrix: rows true, columns predicted

      *0   1  *2
  *0   0   1   0
   1   0   0   0
  *2   0   2   0

  Label      *0   1  *2
  True        1   0   2
  Predicted   0   3   0


Held-out, odd (live): 3 images, accuracy 66.67 %

  Confusion matrix: rows true, columns predicted

       1  *2
   1   2   1
  *2   0   0

  Label      *0   1  *2
  True        0   3   0
  Predicted   0   2   1
`);
  });

  test("says the same with colour, and colours nothing without", () => {
    const report = buildReport({ ...simulateRun({ isLive: isOdd }), condition: odd });
    const coloured = formatReport(report, { color: true });
    expect(coloured).toContain("\u001b[");
    expect(formatReport(report)).not.toContain("\u001b");
    expect(stripVTControlCharacters(coloured)).toBe(formatReport(report));
  });

  test("dims zeros and sets the diagonal in bold, a zero on it too, but not in a row without images", () => {
    const lines = formatReport(buildReport({ ...tinyRun(), condition: odd }), { color: true }).split("\n");
    const find = (plain: string): string | undefined =>
      lines.find((line) => stripVTControlCharacters(line) === plain);
    const dim = (text: string): string => `\u001b[2m${text}\u001b[22m`;
    const bold = (text: string): string => `\u001b[1m${text}\u001b[22m`;
    expect(find("  *0   0   1   0")).toBe(`  ${dim("*0")}   ${bold("0")}   1   ${dim("0")}`);
    expect(find("   1   0   0   0")).toBe(`  ${dim(" 1")}   ${dim("0")}   ${dim("0")}   ${dim("0")}`);
  });

  test("keeps 60,000 images within 92 columns, and any report within 80 if asked", () => {
    const report = buildReport({ ...simulateRun({ isLive: isOdd }), condition: odd });
    const widest = (text: string): number => Math.max(...text.split("\n").map((line) => line.length));
    expect(widest(formatReport(report))).toBeLessThanOrEqual(92);
    expect(widest(formatReport(report, { width: 80 }))).toBeLessThanOrEqual(80);
  });

  test("cuts the matrix of 26 classes into blocks of columns", () => {
    const counts = Array<number>(26).fill(10);
    const run = simulateRun({ isLive: isOdd, trainCounts: counts, heldOutCounts: counts });
    const text = formatReport(buildReport({ ...run, condition: odd }));
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(92);
    expect(text).toMatch(/^ {2}Label .* 25$/m);
  });

  test("writes a dash for an empty slice, and never NaN", () => {
    const splits = [{ name: "held-out" as const, labels: Uint8Array.of(1), predictions: [1] }];
    const text = formatReport(buildReport({ ...tinyRun(), splits, condition: odd }));
    expect(text).toContain("  Held-out  even   masked            0      –         –\n");
    expect(text).toContain("Held-out, even (masked)\n\n  No images.\n");
    expect(text).toContain("Held-out, odd (live): 1 image, accuracy 100.00 %");
    expect(text).not.toContain("NaN");
  });

  test("names both data sets where the model is evaluated on another one", () => {
    const dataset = { name: "other", sha256: "f".repeat(64) };
    const text = formatReport(buildReport({ ...tinyRun(), condition: odd, dataset }));
    expect(text).toContain("  Trained on     handmade (SHA-256 0123456789abcdef)\n");
    expect(text).toContain("  Evaluated on   other (SHA-256 ffffffffffffffff)\n");
  });

  test("sets class names behind labels where they say more", () => {
    const run = simulateRun({
      isLive: isOdd,
      trainCounts: [2, 2],
      heldOutCounts: [2, 2],
      classNames: ["Coat", "Bag"],
    });
    const text = formatReport(buildReport({ ...run, condition: odd }));
    expect(text).toContain("\n           *0   1\n  *0 Coat   0   2\n   1 Bag    0   0\n");
  });

  test("leaves out losses from the middle of very many", () => {
    const run = tinyRun();
    const epochs = Array.from({ length: 300 }, (_, index) => ({ epoch: index + 1, loss: 1 + index }));
    const manifest = { ...run.manifest, metrics: { epochs, lossCurve: [] } };
    const text = formatReport(buildReport({ ...run, manifest, condition: odd })).replace(/\s+/g, " ");
    expect(text).toContain("10.0000 ... 291.0000");
    expect(text).not.toContain("11.0000");
  });

  test("shortens a long condition in tables, and leaves no escape code of a name", () => {
    const run = tinyRun();
    const condition = parseCondition(`digit in ${Array(60).fill("1").join(", ")}`, ["digit"]);
    const manifest = { ...run.manifest, name: "evil\u001b[2J" };
    const text = formatReport(buildReport({ ...run, manifest, condition }));
    expect(text).toContain("Held-out, digit in 1, 1, 1, 1, 1, 1, 1, 1, 1, 1... (live)");
    expect(text).toContain("Evaluation of evil\uFFFD[2J\n");
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(92);
  });
});
