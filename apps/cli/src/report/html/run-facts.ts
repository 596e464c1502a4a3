import { formatCount } from "../format-number.ts";
import type { EvaluationReport, ReportDataset } from "../report.ts";
import { type Fact, factList } from "./fact-list.ts";
import { html, type Markup } from "./markup.ts";

/** Lists how the model came about: condition, data, seed, epochs, backend and adapter. */
export function runFacts(report: EvaluationReport): Markup {
  const { model, dataset } = report;
  const data: readonly Fact[] =
    model.trainedOn.sha256 === dataset.sha256
      ? [["Data set", datasetFact(dataset)]]
      : [
          ["Trained on", datasetFact(model.trainedOn)],
          ["Evaluated on", datasetFact(dataset)],
        ];
  return factList([
    ["Condition", html`<code>${model.condition}</code>`],
    ...data,
    ["Epochs", formatCount(model.epochs)],
    ["Seed", String(model.seed)],
    ["Backend", model.backend],
    ["Adapter", model.adapter],
    model.engine === undefined ? null : ["Engine", model.engine],
  ]);
}

function datasetFact({ name, sha256 }: ReportDataset): Markup {
  return html`${name} <span class="hash">SHA-256 <code>${sha256}</code></span>`;
}
