import { formatCount } from "../format-number.ts";
import type { EvaluationReport, SliceReport } from "../report.ts";
import { describeLabel } from "./class-names.ts";
import { html, type Markup } from "./markup.ts";

/**
 * Writes a confusion matrix as a table that only screen readers meet: the words of the heat map next to it.
 *
 * @param heading What the table is of, in words.
 */
export function confusionTable(report: EvaluationReport, slice: SliceReport, heading: string): Markup {
  const { labels, counts } = slice.confusion;
  const heads = labels.map((label) => html`<th scope="col">predicted ${describeLabel(report, label)}</th>`);
  const rows = counts.map(
    (
      row,
      index,
    ) => html`<tr><th scope="row">true ${describeLabel(report, labels[index] ?? index)}</th>${row.map(
      (count) => html`<td>${formatCount(count)}</td>`,
    )}</tr>
`,
  );
  return html`<div class="visually-hidden"><table>
<caption>Confusion matrix: ${heading}. Rows are true labels, columns are predicted labels.</caption>
<thead><tr><td></td>${heads}</tr></thead>
<tbody>
${rows}</tbody>
</table></div>`;
}
