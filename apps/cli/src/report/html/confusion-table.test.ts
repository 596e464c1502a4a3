import { expect, test } from "vitest";
import { tinyReport } from "../fixtures/example-reports.ts";
import type { SliceReport } from "../report.ts";
import { confusionTable } from "./confusion-table.ts";

test("confusionTable gives a screen reader caption, heads with scope and the same numbers", () => {
  const report = tinyReport();
  const odd = report.splits[1]?.slices[1] as SliceReport;
  expect(confusionTable(report, odd, "held-out images, odd digits").source).toBe(
    `<div class="visually-hidden"><table>
<caption>Confusion matrix: held-out images, odd digits. Rows are true labels, columns are predicted labels.</caption>
<thead><tr><td></td><th scope="col">predicted 1</th><th scope="col">predicted 2 (masked)</th></tr></thead>
<tbody>
<tr><th scope="row">true 1</th><td>2</td><td>1</td></tr>
<tr><th scope="row">true 2 (masked)</th><td>0</td><td>0</td></tr>
</tbody>
</table></div>`,
  );
});
