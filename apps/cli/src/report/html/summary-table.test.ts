import { expect, test } from "vitest";
import { sparseReport, tinyReport } from "../fixtures/example-reports.ts";
import { summaryTable } from "./summary-table.ts";

/** The words of each row of a table's body. */
function rowsOf(source: string): string[] {
  return [...source.matchAll(/<tr[^>]*>(.*?)<\/tr>/g)].map(([, row = ""]) =>
    row
      .replace(/<[^>]*>/g, " ")
      .replace(/\s+/g, " ")
      .trim(),
  );
}

test("summaryTable has a row for every split and slice: state, images, right, accuracy", () => {
  expect(rowsOf(summaryTable(tinyReport()).source)).toEqual([
    "Slice Images Right Accuracy",
    "Training 4 images",
    "even masked 2 0 0.00 %",
    "odd live 2 2 100.00 %",
    "Held-out 6 images",
    "even masked 3 0 0.00 %",
    "odd live 3 2 66.67 %",
  ]);
});

test("summaryTable writes dashes and no bar for an empty slice", () => {
  const { source } = summaryTable(sparseReport());
  expect(rowsOf(source)).toContain("even masked 0 – –");
  expect(source.match(/class="bar"/g)).toHaveLength(1);
  expect(source).not.toContain("NaN");
});
