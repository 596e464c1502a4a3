import {
  accuracy,
  averageAbsoluteError,
  type Layout,
  type Part,
  precisionRecallF1,
  rocAuc,
} from "@proj/core";
import { labelsPerRow, predictionWidth } from "./label-parts.ts";
import { labelWeights } from "./label-weights.ts";
import { tableLosses } from "./table-losses.ts";
import type { LearnedTablePart, TableTask } from "./table-task.ts";

/** How well the predictions of one task are: of a part, or of one flag or value of several. */
export interface TaskScore {
  /** The part. */
  readonly part: string;
  /** The flag or value among several; empty where the part is one task. */
  readonly label: string;
  /** Labels that count. */
  readonly live: number;
  /** Labels that count and are 1; null where they are no flags. */
  readonly positives: number | null;
  /** Each metric by its name; null where it is not defined: no label counts, or only one class does. */
  readonly metrics: Readonly<Record<string, number | null>>;
}

/** A metric, averaged over the tasks in which it is defined. */
export interface ScoreSummary {
  /** The metric's name. */
  readonly name: string;
  /** Which way it gets better. */
  readonly better: "higher" | "lower";
  /** Null where it is defined in none. */
  readonly mean: number | null;
}

/** What the scores come to. */
export interface TableScore {
  /** The score of every task. */
  readonly tasks: readonly TaskScore[];
  /** The metric that all tasks have and that says most, averaged over them; null where they have none in common. */
  readonly summary: ScoreSummary | null;
}

/**
 * Measures a model's predictions on the labels that count.
 *
 * Flags have `ROC-AUC` and `accuracy`, classes `accuracy` and `macro F1`, values `mean absolute error`; each weighs the labels as the loss
 * does. The summary is the mean of the first of these that all tasks have.
 *
 * @param task The task.
 * @param labels `[N * L]` combined labels.
 * @param predictions `[N * P]` predictions, the parts' columns side by side.
 * @returns The scores.
 */
export function scoreTable(task: TableTask, labels: Float32Array, predictions: Float32Array): TableScore {
  const tasks: TaskScore[] = [];
  const columns = predictionWidth(task.learned);
  let offset = 0;
  for (const learned of task.learned) {
    const weights = labelWeights(task.layout, learned, labels);
    const own = { learned, layout: task.layout, labels, predictions, columns, offset, weights };
    tasks.push(...scorePart(own));
    offset += learned.units;
  }
  return { tasks, summary: summarize(tasks) };
}

/** A part's labels and predictions. */
interface ScoredPart {
  readonly learned: LearnedTablePart;
  readonly layout: Layout;
  readonly labels: Float32Array;
  readonly predictions: Float32Array;
  /** Columns of the predictions, and the part's first one. */
  readonly columns: number;
  readonly offset: number;
  readonly weights: Float64Array;
}

function scorePart(own: ScoredPart): TaskScore[] {
  const { name, part } = own.learned;
  if (part.kind === "oneHot" || part.kind === "classIndex") return [scoreClasses(own, part)];
  const size = labelsPerRow(part);
  const names = "names" in part ? part.names : undefined;
  return Array.from({ length: size }, (_, label) => {
    const sampleWeight = everyNth(own.weights, size, label);
    const truth = everyNth(own.labels, own.layout.width, part.offset + label);
    const scores = everyNth(own.predictions, own.columns, own.offset + label);
    const live = sampleWeight.filter((weight) => weight > 0).length;
    const isFlag = part.kind === "flag" || part.kind === "flags";
    const threshold = tableLosses[own.learned.loss].activation === "sigmoid" ? 0.5 : 0;
    const options = { sampleWeight };
    const whereLive = (metric: () => number | null): number | null => (live === 0 ? null : metric());
    const metrics: Record<string, number | null> = isFlag
      ? {
          "ROC-AUC": whereLive(() => rocAuc(truth, scores, { ...options, oneClass: null })),
          accuracy: whereLive(() => {
            const decided = scores.map((score) => (score > threshold ? 1 : 0));
            return accuracy(truth, decided, options);
          }),
        }
      : { "mean absolute error": whereLive(() => averageAbsoluteError(truth, scores, options)) };
    const positives = truth.filter((each, row) => each === 1 && (sampleWeight[row] ?? 0) > 0).length;
    return {
      part: name,
      label: size === 1 ? "" : (names?.[label] ?? String(label)),
      live,
      positives: isFlag ? positives : null,
      metrics,
    };
  });
}

function scoreClasses(
  { learned, layout, labels, predictions, columns, offset, weights }: ScoredPart,
  { kind, classes, offset: at }: Extract<Part, { kind: "oneHot" | "classIndex" }>,
): TaskScore {
  const rows = weights.length;
  const truth = Array.from({ length: rows }, (_, row) => {
    const from = row * layout.width + at;
    return kind === "classIndex" ? (labels[from] ?? 0) : argMax(labels, from, classes);
  });
  const predicted = Array.from({ length: rows }, (_, row) =>
    argMax(predictions, row * columns + offset, classes),
  );
  const live = weights.filter((weight) => weight > 0).length;
  const options = { sampleWeight: weights };
  return {
    part: learned.name,
    label: "",
    live,
    positives: null,
    metrics: {
      accuracy: live === 0 ? null : accuracy(truth, predicted, options),
      "macro F1": live === 0 ? null : precisionRecallF1(truth, predicted, options).macro.f1,
    },
  };
}

function summarize(tasks: readonly TaskScore[]): ScoreSummary | null {
  const name = Object.keys(tasks[0]?.metrics ?? {}).find((metric) =>
    tasks.every(({ metrics }) => metric in metrics),
  );
  if (name === undefined) return null;
  const defined = tasks.flatMap(({ metrics }) => metrics[name] ?? []);
  const mean = defined.length === 0 ? null : defined.reduce((sum, each) => sum + each, 0) / defined.length;
  return { name, better: name === "mean absolute error" ? "lower" : "higher", mean };
}

function everyNth(numbers: ArrayLike<number>, stride: number, from: number): Float64Array {
  const column = new Float64Array(Math.floor(numbers.length / stride));
  for (let row = 0; row < column.length; row++) column[row] = numbers[row * stride + from] ?? 0;
  return column;
}

function argMax(numbers: ArrayLike<number>, from: number, count: number): number {
  let best = 0;
  for (let index = 1; index < count; index++) {
    if ((numbers[from + index] ?? 0) > (numbers[from + best] ?? 0)) best = index;
  }
  return best;
}
