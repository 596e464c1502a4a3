import { formatCount, formatPercent } from "../format-number.ts";
import { correctCount, type EvaluationReport, type SliceReport, type SplitReport } from "../report.ts";
import { capitalize, slicePhrase } from "../slice-phrase.ts";
import { confusionTable } from "./confusion-table.ts";
import { heatMap } from "./heat-map.ts";
import { labelCounts } from "./label-counts.ts";
import { html, type Markup } from "./markup.ts";
import { stateBadge } from "./summary-table.ts";

/** A wider heat map than this scrolls on a phone, so a keyboard must be able to reach it. */
const MOST_LABELS_IN_VIEW = 10;

/** With more labels than this, a heat map of half the page's width could not be read. */
const MOST_LABELS_BESIDE = 16;

/** Whether a slice needs the whole width of the page for its confusion matrix. */
export function isLarge(slice: SliceReport): boolean {
  return slice.confusion.labels.length > MOST_LABELS_BESIDE;
}

/**
 * Shows one slice of a split: its accuracy, its confusion matrix and its counts of labels.
 *
 * @param id Unique in the page: the ids inside begin with it.
 */
export function sliceCard(
  report: EvaluationReport,
  split: SplitReport,
  slice: SliceReport,
  id: string,
): Markup {
  const phrase = slicePhrase(slice.name, report.classes);
  const heading = `${split.name} images, ${phrase}`;
  const scroll =
    slice.confusion.labels.length > MOST_LABELS_IN_VIEW
      ? html` class="scroll" tabindex="0" role="group" aria-label="Confusion matrix: ${heading}"`
      : null;
  const body =
    slice.count === 0
      ? html`<p class="empty">No ${split.name} image belongs here, so there is nothing to measure.</p>`
      : html`<p class="score"><strong>${formatPercent(slice.accuracy)}</strong> <span>${formatCount(correctCount(slice))} of ${formatCount(slice.count)} right</span></p>
<figure${scroll}>
${heatMap(report, slice, id, heading)}
${confusionTable(report, slice, heading)}
</figure>
${labelCounts(report, slice, heading)}`;
  return html`<article class="card slice${isLarge(slice) ? " large" : ""}" aria-labelledby="${id}-heading">
<h3 id="${id}-heading">${capitalize(phrase)} ${stateBadge(slice)}</h3>
${body}
</article>
`;
}
