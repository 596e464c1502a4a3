import { DARK, LIGHT, PRINT, themeProperties } from "./palette.ts";
import { pictureStyles } from "./picture-styles.ts";

/** The style sheet of the page: light, dark and print, from 360 px on. */
export function styles(): string {
  return `
:root { color-scheme: light dark; ${themeProperties(LIGHT)} }
@media (prefers-color-scheme: dark) { :root { ${themeProperties(DARK)} } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums;
}
main { max-width: 74rem; margin: 0 auto; padding: clamp(1rem, 4vw, 3rem) clamp(0.75rem, 3vw, 2rem); }
h1, h2, h3, p, figure, dl, dd, ul { margin: 0; padding: 0; }
h1 { font-size: clamp(1.5rem, 1.1rem + 2vw, 2.25rem); line-height: 1.2; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; line-height: 1.3; margin-bottom: 0.75rem; }
h2 small { color: var(--muted); font-size: 0.875rem; font-weight: 400; }
h3 { font-size: 1.0625rem; line-height: 1.4; overflow-wrap: anywhere; }
section { margin-top: clamp(2rem, 4vw, 3rem); }
code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.9em; overflow-wrap: anywhere; }
table { border-collapse: collapse; }
th { font-weight: 600; text-align: left; }
td { text-align: right; }
thead th { color: var(--muted); font-size: 0.8125rem; }
ul { list-style: none; }
.eyebrow { color: var(--muted); font-size: 0.875rem; }
.finding { text-wrap: pretty; max-width: 46rem; margin-top: 0.75rem; font-size: clamp(1.0625rem, 1rem + 0.5vw, 1.3125rem); line-height: 1.45; overflow-wrap: anywhere; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 0.625rem; padding: clamp(0.75rem, 2.5vw, 1.5rem); }
.empty { color: var(--muted); }
.visually-hidden {
  position: absolute; width: 1px; height: 1px; margin: -1px; padding: 0; border: 0;
  overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}

.badge, .tag { display: inline-block; border: 1px solid currentColor; border-radius: 1em; font-weight: 500; white-space: nowrap; }
.badge { padding: 0 0.6em; font-size: 0.75rem; line-height: 1.5; vertical-align: 0.1em; }
.badge-live { color: var(--live); }
.badge-masked, .tag { color: var(--masked); border-style: dashed; }
.tag { padding: 0 0.5em; font-size: 0.6875rem; line-height: 1.35; vertical-align: 0.1em; }

.summary { width: 100%; }
.summary th, .summary td { padding: 0.375rem 0 0.375rem 1.25rem; vertical-align: baseline; }
.summary th:first-child { padding-left: 0; }
.summary tbody { border-top: 1px solid var(--line); }
.summary tbody th { font-weight: 500; overflow-wrap: anywhere; }
.summary tbody th[scope="rowgroup"] { padding-top: 0.75rem; font-weight: 600; }
.summary tbody + tbody { border-top-color: transparent; }
.summary small { margin-left: 0.25em; color: var(--muted); font-weight: 400; }
.summary thead th { padding-top: 0; }
.summary thead th + th { text-align: right; }
.summary .accuracy { width: 45%; white-space: nowrap; text-align: left; }
.summary .value { display: inline-block; width: 5.5rem; text-align: right; }
.summary td .value { font-weight: 600; }
.summary .meter { display: inline-block; width: calc(100% - 6.5rem); height: 0.7em; margin-left: 1rem; background: var(--heat-0); border-radius: 2px; }

.loss { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 1.5rem 2.5rem; align-items: start; }
figcaption { color: var(--muted); font-size: 0.8125rem; }
.epochs caption, .counts caption { text-align: left; font-size: 0.875rem; font-weight: 600; padding-bottom: 0.25rem; }
.epochs caption { white-space: nowrap; }
.epochs th, .epochs td { padding: 0.2rem 0; border-top: 1px solid var(--line); }
.epochs thead th { border: 0; }
.epochs th { padding-right: 2rem; font-weight: 400; }
.epochs thead th + th { padding-right: 0; text-align: right; }

.slices { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: clamp(0.75rem, 2vw, 1.25rem); margin-top: 1rem; }
.slice { min-width: 0; display: grid; grid-template-columns: minmax(0, 1fr); grid-row: span 4; grid-template-rows: subgrid; row-gap: 0.75rem; }
.single { grid-template-columns: minmax(0, 1fr); }
.single .slice { grid-row: auto; grid-template: none / repeat(2, minmax(0, 1fr)); gap: 0.75rem 2.5rem; }
.single .slice > :not(figure, table), .single .large > * { grid-column: 1 / -1; }
.score { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.75rem; color: var(--muted); }
.score strong { color: var(--ink); font-size: 2rem; line-height: 1.1; letter-spacing: -0.02em; }
.counts { width: 100%; table-layout: fixed; }
.counts th, .counts td { padding: 0.2rem 0; border-top: 1px solid var(--line); }
.counts thead th { border: 0; }
.counts thead th + th { text-align: right; }
.counts tbody th { font-weight: 400; }
.counts thead th:first-child { width: 30%; }
.counts td { padding-left: 1rem; }
.counts .none { color: var(--muted); }
.count { display: grid; grid-template-columns: minmax(0, 1fr) 3.5em; align-items: center; }
.number { grid-column: 2; }
${pictureStyles()}
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: 1rem 2rem; }
.facts div { min-width: 0; }
dt { color: var(--muted); font-size: 0.8125rem; }
dd { overflow-wrap: anywhere; }
.hash { display: block; color: var(--muted); font-size: 0.75rem; }

@media (max-width: 62rem) {
  .loss { grid-template-columns: minmax(0, 1fr); }
  .epochs table { width: 100%; }
}
@media (max-width: 46rem) {
  .slices, .single .slice { grid-template-columns: minmax(0, 1fr); }
  .summary th, .summary td { padding-left: 0.75rem; }
  .summary .accuracy { width: 1%; text-align: right; }
  .summary .value { width: auto; }
  .summary .meter { display: none; }
}
@media (max-width: 30rem) {
  .summary { font-size: 0.9375rem; }
  .summary th, .summary td { padding-left: 0.5rem; }
}
@media print {
  @page { margin: 14mm; }
  .heat-map { min-width: 0 !important; }
  :root { color-scheme: light; ${themeProperties(PRINT)} font-size: 10pt; }
  body { background: none; }
  main { max-width: none; padding: 0; }
  section { margin-top: 1.5rem; }
  .split { break-before: page; margin-top: 0; }
  .card { padding: 0.75rem; }
  .card:not(.slice) { break-inside: avoid; }
  .slices:not(.single), .single .slice { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .loss { grid-template-columns: minmax(0, 1fr) auto; }
  h2, h3, thead, caption { break-after: avoid; }
  tr, figure { break-inside: avoid; }
}
`.trim();
}
