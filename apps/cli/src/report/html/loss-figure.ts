import { formatLoss } from "../format-number.ts";
import type { EvaluationReport } from "../report.ts";
import { lossCurve } from "./loss-curve.ts";
import { html, type Markup } from "./markup.ts";

/** With more epochs than this the table of means is left to screen readers: the picture holds them too. */
const MOST_EPOCHS_SHOWN = 12;

/** Shows the loss curve, drawn once for wide screens and once for narrow ones, and the mean loss of every epoch. */
export function lossFigure(report: EvaluationReport): Markup {
  const shown = report.epochs.length <= MOST_EPOCHS_SHOWN;
  const rows = report.epochs.map(
    ({ epoch, loss }) => html`<tr><th scope="row">${epoch}</th><td>${formatLoss(loss)}</td></tr>
`,
  );
  const table = html`<div class="${shown ? "epochs" : "visually-hidden"}"><table>
<caption>Mean loss by epoch</caption>
<thead><tr><th scope="col">Epoch</th><th scope="col">Loss</th></tr></thead>
<tbody>
${rows}</tbody>
</table></div>`;
  if (report.lossCurve.length === 0 && report.epochs.length === 0) {
    return html`<p class="empty">No loss was recorded.</p>`;
  }
  return html`<div class="loss">
<figure>
${lossCurve(report, { id: "loss-wide", width: 760, height: 300, className: "wide" })}
${lossCurve(report, { id: "loss-narrow", width: 360, height: 270, className: "narrow" })}
<figcaption>Thin line: loss as logged. Thick lines: mean of an epoch. Dashes: its end.</figcaption>
</figure>
${report.epochs.length === 0 ? null : table}
</div>`;
}
