import { scaleBand } from "d3-scale";
import { formatCount, formatPercent } from "../format-number.ts";
import type { EvaluationReport, SliceReport } from "../report.ts";
import { classOf, describeLabel } from "./class-names.ts";
import { html, type Markup } from "./markup.ts";
import { HEAT_LIMITS } from "./palette.ts";

/** Sides of a cell and room for the axes, in user units; a unit is about a pixel on a wide screen. */
const LARGEST_CELL = 72;
const SMALLEST_CELL = 40;
const FULL_SIDE = 440;
const AXIS = 58;
const EDGE = 4;
/** A picture is never shown smaller than this share of its size: its numbers could not be read. */
const NARROWEST = 0.58;

/**
 * Draws a confusion matrix as a heat map: a row for each true label, a column for each predicted one, the number
 * of images in every cell, and a fill that says which share of its row the cell holds.
 *
 * Cells of the diagonal have a frame; labels of masked classes have a line of dots under them.
 *
 * @param id Unique in the page: the ids inside begin with it.
 * @param heading What the picture is of, in words.
 */
export function heatMap(report: EvaluationReport, slice: SliceReport, id: string, heading: string): Markup {
  const { labels, counts } = slice.confusion;
  const side = labels.length * Math.max(SMALLEST_CELL, Math.min(LARGEST_CELL, FULL_SIDE / labels.length));
  const size = AXIS + side + EDGE;
  const band = scaleBand<number>()
    .domain(labels)
    .range([AXIS, AXIS + side])
    .paddingInner(0.06);
  const cell = band.bandwidth();
  const place = (label: number): number => round(band(label) ?? 0);
  const middle = (label: number): number => round(place(label) + cell / 2);
  const digits = Math.max(1, ...counts.flat().map((count) => String(count).length));
  const fontSize = round(Math.min(17, (cell * 0.88) / (digits * 0.64)));
  const columnHeads = labels.map((label) => axisLabel(report, label, middle(label), AXIS - 13));
  const rowHeads = labels.map((label) => axisLabel(report, label, AXIS - 18, middle(label) + 5));
  const cells = labels.flatMap((label, row) => {
    const rowCounts = counts[row] ?? [];
    const total = rowCounts.reduce((sum, count) => sum + count, 0);
    return labels.map((predicted, column) => {
      const count = rowCounts[column] ?? 0;
      const share = total === 0 ? null : count / total;
      const onDiagonal = row === column && total > 0;
      const note =
        `True ${describeLabel(report, label)}, predicted ${describeLabel(report, predicted)}: ` +
        `${formatCount(count)}${share === null ? "" : ` (${formatPercent(share)} of the row)`}`;
      return html`<g class="heat-${heatStep(share)}${onDiagonal ? " diagonal" : ""}"><title>${note}</title><rect x="${place(predicted)}" y="${place(label)}" width="${round(cell)}" height="${round(cell)}" rx="3"/><text x="${middle(predicted)}" y="${round(middle(label) + fontSize * 0.36)}">${count}</text></g>
`;
    });
  });
  const center = AXIS + side / 2;
  return html`<svg class="heat-map" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${size} ${size}" style="min-width: ${round(size * NARROWEST)}px; max-width: ${size}px">
<title id="${id}-title">Confusion matrix: ${heading}</title>
<desc id="${id}-desc">A heat map of ${labels.length} by ${labels.length} cells. Rows are true labels, columns are predicted labels. The table after it holds the same numbers.</desc>
<text class="axis-title" x="${center}" y="16">Predicted</text>
<text class="axis-title" x="16" y="${center}" transform="rotate(-90 16 ${center})">True</text>
<g class="axis">${columnHeads}${rowHeads}</g>
<g class="cells" font-size="${fontSize}">
${cells}</g>
</svg>`;
}

/**
 * The step of the heat scale for a share of a row.
 *
 * @param share In [0, 1]; null for a row without images, which has the lowest step.
 * @returns 0 (none) to 6.
 */
export function heatStep(share: number | null): number {
  const step = HEAT_LIMITS.findIndex((limit) => (share ?? 0) <= limit);
  return step === -1 ? HEAT_LIMITS.length : step;
}

function axisLabel(report: EvaluationReport, label: number, x: number, y: number): Markup {
  const masked = classOf(report, label)?.supervised === false;
  const dots = masked
    ? html`<line class="masked-mark" x1="${x - 7}" x2="${x + 7}" y1="${y + 5}" y2="${y + 5}"/>`
    : null;
  return html`<text x="${x}" y="${y}">${label}</text>${dots}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
