import type { EvaluationReport } from "../report.ts";
import { html, type Markup } from "./markup.ts";
import { HEAT_LIMITS } from "./palette.ts";

/** Explains the steps of the heat maps, the frame of the diagonal and the dots of masked labels. */
export function heatLegend(report: EvaluationReport): Markup {
  const percent = (share: number): string => String(Math.round(share * 100));
  const steps = [...HEAT_LIMITS, 1].map((limit, step) => {
    const lower = HEAT_LIMITS[step - 1];
    const words =
      lower === undefined
        ? "none"
        : lower === 0
          ? `up to ${percent(limit)} %`
          : `${percent(lower)}–${percent(limit)} %`;
    return html`<li><span class="swatch" style="--fill: var(--heat-${step})"></span>${words}</li>`;
  });
  const example = report.classes.find((entry) => !entry.supervised);
  const masked =
    example === undefined
      ? null
      : html`<li><span class="masked-label">${example.label}</span> masked label</li>`;
  return html`<div class="legend">
<p>Share of a row’s images:</p>
<ul>${steps}<li><span class="swatch swatch-diagonal"></span>named right</li>${masked}</ul>
</div>`;
}
