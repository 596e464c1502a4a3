import pc from "picocolors";
import { describeFinding } from "./finding.ts";
import { formatCount, formatImages, formatLoss, formatPercent, NO_VALUE } from "./format-number.ts";
import { plainText } from "./plain-text.ts";
import { correctCount, type EvaluationReport, type SliceReport, type SplitReport } from "./report.ts";
import { capitalize } from "./slice-phrase.ts";
import { type Cell, layOutTable } from "./text-table.ts";
import { wrapText } from "./wrap-text.ts";

/** How a report is written for a terminal. */
export interface FormatReportOptions {
  /** Colours and weights by ANSI escape codes. Default false; the text is the same either way. */
  readonly color?: boolean;
  /** Most characters in a line; wider tables are cut into blocks of columns. Default 92. */
  readonly width?: number;
}

type Colors = ReturnType<typeof pc.createColors>;

/** What every part of the text needs. */
interface Writer {
  readonly report: EvaluationReport;
  readonly colors: Colors;
  readonly width: number;
}

const INDENT = 2;

/** With more epochs than this, losses from the middle are left out. */
const MOST_LOSSES = 20;

/** Characters of a slice's name that are shown in tables and titles. */
const LONGEST_NAME = 40;

/**
 * Writes a report as plain text: what it shows, the run's facts, the accuracy of every slice, then per slice
 * the confusion matrix (rows true, columns predicted) and the counts of true and of predicted labels.
 *
 * A label behind a `*` was masked in training.
 *
 * @returns Lines that end in a newline each.
 *
 * @example
 * ```ts
 * process.stdout.write(formatReport(report, { color: process.stdout.isTTY }));
 * ```
 */
export function formatReport(report: EvaluationReport, options: FormatReportOptions = {}): string {
  const { color = false, width = 92 } = options;
  const writer: Writer = { report, colors: pc.createColors(color), width };
  const lines = [
    ...formatHead(writer),
    "",
    ...formatSummary(writer),
    ...report.splits.flatMap((split) => split.slices.flatMap((slice) => formatSlice(writer, split, slice))),
  ];
  return `${lines.join("\n")}\n`;
}

function formatHead({ report, colors, width }: Writer): string[] {
  const { model, dataset, epochs } = report;
  const facts: [string, string][] = [
    ["Condition", model.condition],
    ...(dataset.sha256 === model.trainedOn.sha256
      ? [["Data set", describeDataset(dataset)] as [string, string]]
      : [
          ["Trained on", describeDataset(model.trainedOn)] as [string, string],
          ["Evaluated on", describeDataset(dataset)] as [string, string],
        ]),
    [
      "Training",
      `${formatCount(model.epochs)} ${model.epochs === 1 ? "epoch" : "epochs"}, seed ${model.seed}`,
    ],
    [
      "Backend",
      `${model.backend} on ${model.adapter}${model.engine === undefined ? "" : `, ${model.engine} engine`}`,
    ],
    ["Loss by epoch", formatLosses(epochs.map(({ loss }) => loss))],
  ];
  const nameWidth = Math.max(...facts.map(([name]) => name.length));
  return [
    colors.bold(`Evaluation of ${plainText(model.name)}`),
    "",
    ...wrapText(plainText(describeFinding(report)), width),
    "",
    ...facts.flatMap(([name, value]) => {
      const [first = "", ...rest] = wrapText(plainText(value), width - INDENT - nameWidth - 2);
      const hanging = " ".repeat(INDENT + nameWidth + 2);
      return [
        `${" ".repeat(INDENT)}${colors.dim(name.padEnd(nameWidth))}  ${first}`,
        ...rest.map((line) => hanging + line),
      ];
    }),
  ];
}

/** Writes the losses of all epochs, of very many only the first and the last ones. */
function formatLosses(losses: readonly number[]): string {
  if (losses.length === 0) return NO_VALUE;
  const texts = losses.map(formatLoss);
  if (texts.length > MOST_LOSSES) texts.splice(MOST_LOSSES / 2, texts.length - MOST_LOSSES, "...");
  return texts.join(" ");
}

function describeDataset({ name, sha256 }: { name: string; sha256: string }): string {
  return `${name} (SHA-256 ${sha256.slice(0, 16)})`;
}

function formatSummary({ report, colors, width }: Writer): string[] {
  const head: Cell[] = ["Split", "Slice", "In training", "Images", "Right", "Accuracy"].map((text) => ({
    text,
    style: colors.dim,
  }));
  const rows = report.splits.flatMap((split) =>
    split.slices.map((slice): Cell[] => [
      { text: capitalize(split.name) },
      { text: shortName(slice) },
      slice.live ? { text: "live", style: colors.cyan } : { text: "masked", style: colors.yellow },
      { text: formatCount(slice.count) },
      { text: slice.accuracy === null ? NO_VALUE : formatCount(correctCount(slice)) },
      { text: formatPercent(slice.accuracy), style: colors.bold },
    ]),
  );
  const note = report.classes.some((entry) => !entry.supervised)
    ? ["", `${" ".repeat(INDENT)}${colors.yellow("*")} marks a label that was masked in training.`]
    : [];
  return [...layOutTable({ rows: [head, ...rows], rowHeads: 3, width, indent: INDENT }), ...note];
}

function formatSlice(writer: Writer, split: SplitReport, slice: SliceReport): string[] {
  const { colors, width } = writer;
  const state = slice.live ? colors.cyan("live") : colors.yellow("masked");
  const title = `${colors.bold(`${capitalize(split.name)}, ${shortName(slice)}`)} (${state})`;
  if (slice.count === 0) return ["", "", title, "", `${" ".repeat(INDENT)}No images.`];
  return [
    "",
    "",
    `${title}: ${formatImages(slice.count)}, accuracy ${formatPercent(slice.accuracy)}`,
    "",
    `${" ".repeat(INDENT)}Confusion matrix: rows true, columns predicted`,
    "",
    ...layOutTable({ rows: confusionRows(writer, slice), equalWidths: true, width, indent: INDENT }),
    "",
    ...layOutTable({ rows: countRows(writer, slice), equalWidths: true, width, indent: INDENT }),
  ];
}

function confusionRows({ report, colors }: Writer, slice: SliceReport): Cell[][] {
  const { labels, counts } = slice.confusion;
  const head: Cell[] = [
    { text: "" },
    ...labels.map((label): Cell => ({ text: labelText(report, label), style: colors.dim })),
  ];
  const rows = counts.map((row, index): Cell[] => {
    // A row without images has no diagonal worth pointing at.
    const diagonal = row.some((count) => count > 0) ? index : -1;
    return [
      { text: rowHead(report, labels[index] ?? index), style: colors.dim },
      ...row.map((count, column) => countCell(colors, count, column === diagonal)),
    ];
  });
  return [head, ...rows];
}

function countRows({ report, colors }: Writer, slice: SliceReport): Cell[][] {
  const labels = slice.trueCounts.map((_, label) => label);
  return [
    [
      { text: "Label", style: colors.dim },
      ...labels.map((label): Cell => ({ text: labelText(report, label), style: colors.dim })),
    ],
    [{ text: "True" }, ...slice.trueCounts.map((count) => countCell(colors, count, false))],
    [{ text: "Predicted" }, ...slice.predictedCounts.map((count) => countCell(colors, count, false))],
  ];
}

function countCell(colors: Colors, count: number, diagonal: boolean): Cell {
  const style = diagonal ? colors.bold : count === 0 ? colors.dim : undefined;
  const text = formatCount(count);
  return style === undefined ? { text } : { text, style };
}

/** The name of a slice; of a long condition only the beginning, or its table would be all name. */
function shortName(slice: SliceReport): string {
  const name = plainText(slice.name);
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 3).trimEnd()}...` : name;
}

/** A label as a column head: its number, and a star in front where it was masked. */
function labelText(report: EvaluationReport, label: number): string {
  const entry = report.classes.find((candidate) => candidate.label === label);
  return `${entry?.supervised === false ? "*" : ""}${label}`;
}

/** A label as a row head: with the name of its class where that says more than the number. */
function rowHead(report: EvaluationReport, label: number): string {
  const name = report.classes.find((candidate) => candidate.label === label)?.name ?? "";
  const widest = Math.max(...report.classes.map((entry) => String(entry.label).length)) + 1;
  const text = labelText(report, label).padStart(widest);
  return name === "" || name === String(label) ? text : `${text} ${plainText(name)}`;
}
