import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { formatCount, formatLoss } from "../format-number.ts";
import type { EvaluationReport } from "../report.ts";
import { lossScale } from "./loss-scale.ts";
import { html, type Markup } from "./markup.ts";

/** Where a loss curve goes. */
export interface LossCurveOptions {
  /** Unique in the page: the ids inside begin with it. */
  readonly id: string;
  /** In user units, about as many pixels where the picture is shown at its full size. */
  readonly width: number;
  readonly height: number;
  /** A class for the style sheet. */
  readonly className: string;
}

const MARGIN = { top: 36, right: 16, bottom: 44, left: 62 };

/** The least room, in user units, between the written numbers of two epochs. */
const ROOM_FOR_LABEL = 30;

/**
 * Draws the loss over the steps of training, and for each epoch a mark at its end and a bar at its mean loss.
 *
 * Losses that are not finite are left out.
 */
export function lossCurve(report: EvaluationReport, options: LossCurveOptions): Markup {
  const { id, width, height, className } = options;
  const { stepsPerEpoch } = report.model;
  const points = report.lossCurve.filter(({ loss }) => Number.isFinite(loss));
  const epochs = report.epochs.filter(({ loss }) => Number.isFinite(loss));
  const losses = [...points, ...epochs].map(({ loss }) => loss);
  if (losses.length === 0) return html`<p class="empty">No loss was recorded.</p>`;

  const lastStep = Math.max(1, points.at(-1)?.step ?? 0, (epochs.at(-1)?.epoch ?? 0) * stepsPerEpoch);
  const x = scaleLinear()
    .domain([0, lastStep])
    .range([MARGIN.left, width - MARGIN.right]);
  const y = lossScale(losses, [height - MARGIN.bottom, MARGIN.top]);
  const curve = line<{ step: number; loss: number }>()
    .x(({ step }) => x(step))
    .y(({ loss }) => y.place(loss))
    .digits(1)(points);

  const every = Math.max(1, Math.ceil(ROOM_FOR_LABEL / Math.max(1, x(stepsPerEpoch) - x(0))));
  const epochMarks = epochs.map(({ epoch, loss }) => {
    const from = round(x((epoch - 1) * stepsPerEpoch));
    const to = round(x(epoch * stepsPerEpoch));
    const label =
      epoch % every === 0
        ? html`<text class="epoch-label" x="${round((from + to) / 2)}" y="${MARGIN.top - 17}">${epoch}</text>`
        : null;
    return html`<g><title>Epoch ${epoch}: mean loss ${formatLoss(loss)}</title><line class="epoch-end" x1="${to}" x2="${to}" y1="${MARGIN.top - 10}" y2="${height - MARGIN.bottom}"/><line class="epoch-mean" x1="${from}" x2="${to}" y1="${round(y.place(loss))}" y2="${round(y.place(loss))}"/>${label}</g>
`;
  });
  const first = points[0]?.loss ?? epochs[0]?.loss ?? 0;
  const last = points.at(-1)?.loss ?? epochs.at(-1)?.loss ?? 0;
  const means =
    epochs.length === 0
      ? ""
      : ` Mean loss by epoch: ${epochs.map(({ loss }) => formatLoss(loss)).join(", ")}.`;
  const bottom = height - MARGIN.bottom;

  return html`<svg class="loss-curve ${className}" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${width} ${height}">
<title id="${id}-title">Loss over the steps of training</title>
<desc id="${id}-desc">A line from ${formatLoss(first)} at the start to ${formatLoss(last)} after ${formatCount(lastStep)} steps.${means}</desc>
<g class="grid">${y.ticks.map((tick) => html`<line x1="${MARGIN.left}" x2="${width - MARGIN.right}" y1="${round(y.place(tick))}" y2="${round(y.place(tick))}"/>`)}</g>
<g class="axis">
${y.ticks.map((tick) => html`<text class="tick-y" x="${MARGIN.left - 8}" y="${round(y.place(tick) + 4)}">${String(tick)}</text>`)}
<line x1="${MARGIN.left}" x2="${width - MARGIN.right}" y1="${bottom}" y2="${bottom}"/>
${x.ticks(Math.floor(width / 110)).map((tick) => html`<g><line x1="${round(x(tick))}" x2="${round(x(tick))}" y1="${bottom}" y2="${bottom + 5}"/><text class="tick-x" x="${round(x(tick))}" y="${bottom + 18}">${formatCount(tick)}</text></g>`)}
</g>
<text class="axis-title" x="${(MARGIN.left + width - MARGIN.right) / 2}" y="${height - 6}">Training step</text>
<text class="axis-title" x="12" y="${(MARGIN.top + bottom) / 2}" transform="rotate(-90 12 ${(MARGIN.top + bottom) / 2})">Loss${y.logarithmic ? " (log scale)" : ""}</text>
<g class="epochs">
<text class="epoch-label tick-y" x="${MARGIN.left - 8}" y="${MARGIN.top - 17}">epoch</text>
${epochMarks}</g>
${curve === null ? null : html`<path class="curve" d="${curve}"/>`}
</svg>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
