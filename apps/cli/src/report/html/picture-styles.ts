import { HEAT_LIMITS } from "./palette.ts";

/** The styles of the page's pictures: loss curve, heat maps, bars and their legend. */
export function pictureStyles(): string {
  const steps = [...HEAT_LIMITS.keys(), HEAT_LIMITS.length]
    .map(
      (step) =>
        `.heat-${step} rect { fill: var(--heat-${step}); } .heat-${step} text { fill: var(--heat-${step}-text); }`,
    )
    .join("\n");
  return `
svg { display: block; width: 100%; height: auto; overflow: visible; }
svg text { fill: var(--ink); font-size: 13px; text-anchor: middle; }
svg, .bar, .meter, .swatch { forced-color-adjust: none; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
svg .axis-title { fill: var(--muted); }
.heat-map { margin: 0 auto; }
.heat-map .axis text { font-size: 16px; }
.heat-map .axis-title { font-size: 15px; }
.scroll { overflow-x: auto; padding-bottom: 0.25rem; }
.heat-map .cells text { font-size: inherit; }
.heat-map .diagonal rect { stroke: var(--ink); stroke-width: 2; }
.heat-map .diagonal text { font-weight: 700; }
${steps}
.masked-mark { stroke: var(--masked); stroke-width: 2; stroke-dasharray: 2 2; }

.loss-curve.narrow { display: none; }
.loss-curve .grid line { stroke: var(--line); }
.loss-curve .axis line { stroke: var(--muted); }
.loss-curve .tick-y { text-anchor: end; }
.loss-curve .curve { fill: none; stroke: var(--live); stroke-width: 1.25; stroke-linejoin: round; stroke-linecap: round; }
.loss-curve .epoch-end { stroke: var(--muted); stroke-dasharray: 3 4; }
.loss-curve .epoch-mean { stroke: var(--ink); stroke-width: 2.5; }
.loss-curve .epoch-label { fill: var(--muted); }

.bar { display: block; width: var(--share); height: 0.7em; border-radius: 2px; background: var(--live); }
.masked .bar { outline: 1px solid var(--masked); outline-offset: -1px; background: repeating-linear-gradient(-45deg, var(--masked) 0 2px, transparent 2px 5px); }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; color: var(--muted); font-size: 0.8125rem; }
.legend ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; }
.legend li { display: flex; align-items: center; gap: 0.4em; white-space: nowrap; }
.swatch { width: 1.1em; height: 1.1em; border-radius: 3px; background: var(--fill); border: 1px solid var(--line); }
.swatch-diagonal { border: 2px solid var(--ink); }
.masked-label { color: var(--ink); border-bottom: 2px dotted var(--masked); line-height: 1.1; padding: 0 0.25em; }
@media (max-width: 46rem) {
  .loss-curve.wide { display: none; }
  .loss-curve.narrow { display: block; }
}
@media print {
  .loss-curve.wide { display: block; }
  .loss-curve.narrow { display: none; }
  /* Not every viewer of PDF files draws a repeated gradient. */
  .masked .bar { background: none; }
}
`.trim();
}
