import type { TaskScore } from "@proj/trainer";
import { formatMetric, metricNames, taskName } from "../../table/format-scores.ts";
import type { SplitScore, TableReport } from "../../table/table-report.ts";
import { formatCount, NO_VALUE } from "../format-number.ts";
import { capitalize } from "../slice-phrase.ts";
import { factList } from "./fact-list.ts";
import { html, type Markup } from "./markup.ts";
import { cardSection, reportPage } from "./report-page.ts";

/**
 * Writes a report on a table's model as one page of HTML that needs nothing else: no script, no font, no request.
 *
 * @param report The report.
 * @returns The page.
 */
export function renderTableHtml(report: TableReport): string {
  return reportPage({
    name: report.model.name,
    finding: describeTableFinding(report),
    sections: [
      ...[...report.splits].reverse().map(splitSection),
      cardSection("run", "The run", facts(report)),
    ],
  });
}

/** What the report comes to, in a sentence or two. */
export function describeTableFinding({ splits, unsupervised }: TableReport): string {
  const shown = splits.find(({ name }) => name === "test" || name === "all");
  const summary = shown?.summary;
  const tasks = shown?.tasks.length ?? 0;
  const result =
    summary && summary.mean !== null
      ? `${tasks > 1 ? `The mean ${summary.name} of ${tasks} tasks` : `The ${summary.name}`} is ${formatMetric(summary.mean)} on ${formatCount(shown?.count ?? 0)} ${shown?.name} rows, counting the labels that are there.`
      : `${formatCount(tasks)} tasks were measured, counting the labels that are there.`;
  const never = unsupervised.length === 0 ? "" : ` Never supervised: ${unsupervised.join(", ")}.`;
  return result + never;
}

function splitSection(split: SplitScore): Markup {
  const heading = html`${capitalize(split.name)} rows <small>${formatCount(split.count)}</small>`;
  const isEmpty = split.count === 0;
  return cardSection(
    split.name,
    heading,
    isEmpty ? html`<p class="empty">There are none.</p>` : scoreTable(split),
  );
}

function scoreTable({ name, tasks, summary }: SplitScore): Markup {
  const [main = "", ...others] = metricNames(tasks).sort(
    (a, b) => Number(b === summary?.name) - Number(a === summary?.name),
  );
  const hasPositives = tasks.some(({ positives }) => positives !== null);
  const mean =
    summary !== null && tasks.length > 1
      ? html`<tbody><tr><th scope="row">mean</th><td></td>${hasPositives ? html`<td></td>` : null}${others.map(() => html`<td></td>`)}${meter(summary.mean)}</tr></tbody>
`
      : null;
  return html`<table class="summary">
<caption class="visually-hidden">Scores of the ${name} rows by task</caption>
<thead><tr><th scope="col">Task</th><th scope="col">Labels</th>${hasPositives ? html`<th scope="col">Positive</th>` : null}${others.map((each) => html`<th scope="col">${capitalize(each)}</th>`)}<th scope="col" class="accuracy"><span class="value">${capitalize(main)}</span></th></tr></thead>
<tbody>
${tasks.map((task) => taskRow(task, main, others, hasPositives))}</tbody>
${mean}</table>`;
}

function taskRow(task: TaskScore, main: string, others: readonly string[], hasPositives: boolean): Markup {
  const positives = task.positives === null ? NO_VALUE : formatCount(task.positives);
  const none = task.live === 0 ? html` class="masked"` : null;
  return html`<tr${none}><th scope="row">${taskName(task)}</th><td>${formatCount(task.live)}</td>${hasPositives ? html`<td>${positives}</td>` : null}${others.map((name) => html`<td>${formatMetric(task.metrics[name])}</td>`)}${meter(task.metrics[main] ?? null)}</tr>
`;
}

/** A metric with a bar beside it, where it is a share. */
function meter(value: number | null): Markup {
  const width = value === null || value > 1 ? 0 : Math.round(value * 1000) / 10;
  const bar = width === 0 ? null : html`<span class="bar" style="--share: ${width}%"></span>`;
  return html`<td class="accuracy"><span class="value">${formatMetric(value)}</span><span class="meter">${bar}</span></td>`;
}

function facts({ model, dataset, isKnown }: TableReport): Markup {
  const epochs =
    model.bestEpoch === null ? formatCount(model.epochs) : `${model.bestEpoch}, the best of ${model.epochs}`;
  return factList([
    ["Table", html`${dataset.path} <span class="hash">SHA-256 <code>${dataset.sha256}</code></span>`],
    isKnown ? null : ["Trained on", "another table"],
    ["Epoch", epochs],
    ["Seed", String(model.seed)],
    ["Backend", model.backend],
    ["Adapter", model.adapter],
    model.engine === undefined ? null : ["Engine", model.engine],
  ]);
}
