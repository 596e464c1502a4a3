import { formatCount, formatImages, formatPercent, NO_VALUE } from "../format-number.ts";
import { correctCount, type EvaluationReport, type SliceReport } from "../report.ts";
import { capitalize } from "../slice-phrase.ts";
import { html, type Markup } from "./markup.ts";

/** Writes the accuracy of every split and slice as one table, a bar beside each accuracy. */
export function summaryTable(report: EvaluationReport): Markup {
  const bodies = report.splits.map(
    (split) => html`<tbody>
<tr><th scope="rowgroup" colspan="4">${capitalize(split.name)} <small>${formatImages(split.count)}</small></th></tr>
${split.slices.map(sliceRow)}</tbody>
`,
  );
  return html`<table class="summary">
<caption class="visually-hidden">Accuracy by split and slice</caption>
<thead><tr><th scope="col">Slice</th><th scope="col">Images</th><th scope="col">Right</th><th scope="col" class="accuracy"><span class="value">Accuracy</span></th></tr></thead>
${bodies}</table>`;
}

function sliceRow(slice: SliceReport): Markup {
  const width = Math.round((slice.accuracy ?? 0) * 1000) / 10;
  const bar = width === 0 ? null : html`<span class="bar" style="--share: ${width}%"></span>`;
  const right = slice.accuracy === null ? NO_VALUE : formatCount(correctCount(slice));
  return html`<tr${slice.live ? null : html` class="masked"`}><th scope="row">${slice.name} ${stateBadge(slice)}</th><td>${formatCount(slice.count)}</td><td>${right}</td><td class="accuracy"><span class="value">${formatPercent(slice.accuracy)}</span><span class="meter">${bar}</span></td></tr>
`;
}

/** Says whether the labels of a slice counted in training, by a word and not by colour alone. */
export function stateBadge(slice: SliceReport): Markup {
  return slice.live
    ? html`<span class="badge badge-live">live</span>`
    : html`<span class="badge badge-masked">masked</span>`;
}
