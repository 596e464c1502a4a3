import { formatCount } from "../format-number.ts";
import type { EvaluationReport, ReportDataset } from "../report.ts";
import { html, type Markup } from "./markup.ts";

/** Lists how the model came about: condition, data, seed, epochs, backend and adapter. */
export function runFacts(report: EvaluationReport): Markup {
  const { model, dataset } = report;
  const data =
    model.trainedOn.sha256 === dataset.sha256
      ? fact("Data set", datasetFact(dataset))
      : [fact("Trained on", datasetFact(model.trainedOn)), fact("Evaluated on", datasetFact(dataset))];
  return html`<dl class="facts">
${[
  fact("Condition", html`<code>${model.condition}</code>`),
  data,
  fact("Epochs", formatCount(model.epochs)),
  fact("Seed", String(model.seed)),
  fact("Backend", model.backend),
  fact("Adapter", model.adapter),
]}</dl>`;
}

function fact(name: string, value: Markup | string): Markup {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>
`;
}

function datasetFact({ name, sha256 }: ReportDataset): Markup {
  return html`${name} <span class="hash">SHA-256 <code>${sha256}</code></span>`;
}
