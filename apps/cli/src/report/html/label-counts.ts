import { formatCount } from "../format-number.ts";
import type { EvaluationReport, SliceReport } from "../report.ts";
import { classOf } from "./class-names.ts";
import { html, type Markup } from "./markup.ts";

/**
 * Writes how often each label is true and how often it is predicted, as a table with a bar beside each number.
 *
 * Masked classes are marked by a word, and their bars are hatched.
 *
 * @param heading What the table is of, in words.
 */
export function labelCounts(report: EvaluationReport, slice: SliceReport, heading: string): Markup {
  const most = Math.max(1, ...slice.trueCounts, ...slice.predictedCounts);
  const rows = slice.trueCounts.map((trueCount, label) => {
    const entry = classOf(report, label);
    const masked = entry?.supervised === false;
    const name = entry === undefined || entry.name === String(label) ? null : html` ${entry.name}`;
    const tag = masked ? html` <span class="tag">masked</span>` : null;
    return html`<tr${masked ? html` class="masked"` : null}><th scope="row"><b>${label}</b>${name}${tag}</th>${[
      trueCount,
      slice.predictedCounts[label] ?? 0,
    ].map((count) => countCell(count, most))}</tr>
`;
  });
  return html`<table class="counts">
<caption>Images by label<span class="visually-hidden">: ${heading}</span></caption>
<thead><tr><th scope="col">Label</th><th scope="col">True</th><th scope="col">Predicted</th></tr></thead>
<tbody>
${rows}</tbody>
</table>`;
}

function countCell(count: number, most: number): Markup {
  const share = Math.round((count / most) * 1000) / 10;
  const bar = count === 0 ? null : html`<span class="bar" style="--share: ${share}%"></span>`;
  return html`<td${count === 0 ? html` class="none"` : null}><span class="count">${bar}<span class="number">${formatCount(count)}</span></span></td>`;
}
