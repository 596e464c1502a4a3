import type { Manifest, ManifestClass } from "@proj/model";
import pc from "picocolors";
import { formatPercent } from "../report/format-number.ts";
import { plainText } from "../report/plain-text.ts";
import { slicePhrase } from "../report/slice-phrase.ts";
import { type Cell, layOutTable } from "../report/text-table.ts";

/** What the model makes of one class. */
export interface ClassProbability {
  readonly label: number;
  readonly name: string;
  /** False for a class of which no label counted in training. */
  readonly supervised: boolean;
  /** From 0 to 1. */
  readonly probability: number;
}

/** What the model makes of one picture: its most probable class, and how it ranks the classes. */
export interface Answer extends ClassProbability {
  readonly file: string;
  /** The most probable first; all classes, or as many as were asked for. */
  readonly probabilities: readonly ClassProbability[];
}

/** What the answers take from a class of a model. */
export type AnsweringClass = Pick<ManifestClass, "label" | "name" | "supervised">;

/** What the answers take from a model's manifest. */
export interface AnsweringModel extends Pick<Manifest, "condition"> {
  readonly classes: readonly AnsweringClass[];
}

/**
 * Puts names to a model's predictions.
 *
 * @param files The pictures' names, B of them.
 * @param predictions `[B, C]` row-major: probabilities.
 * @param classes The model's C classes.
 * @param top How many classes each answer ranks; all when left out.
 * @returns An answer for each picture. Of equal probabilities the lower label comes first.
 */
export function toAnswers(
  files: readonly string[],
  predictions: Float32Array,
  classes: readonly AnsweringClass[],
  top: number = classes.length,
): Answer[] {
  return files.map((file, row) => {
    const ranked = classes
      .map(({ label, name, supervised }) => {
        return { label, name, supervised, probability: predictions[row * classes.length + label] ?? 0 };
      })
      .sort((a, b) => b.probability - a.probability || a.label - b.label);
    const [best] = ranked;
    if (best === undefined)
      throw new RangeError("Cannot name the answer: a model must have classes, received none");
    return { file, ...best, probabilities: ranked.slice(0, top) };
  });
}

/**
 * Writes answers for a person: a line for each picture, and below what the model never learned.
 *
 * @param answers The answers.
 * @param model The model that gave them.
 * @param options `top`: how many classes a line names; default 1. `color`: whether to use colours.
 * @returns The lines; nothing where there are no answers.
 */
export function formatAnswers(
  answers: readonly Answer[],
  model: AnsweringModel,
  { top = 1, color = false }: { readonly top?: number | undefined; readonly color?: boolean } = {},
): string {
  if (answers.length === 0) return "";
  const { bold, yellow, dim } = pc.createColors(color);
  const rows = answers.map(({ file, probabilities }): Cell[] => [
    { text: plainText(file) },
    ...probabilities.slice(0, top).flatMap((each, rank): Cell[] => {
      const style = each.supervised ? (rank === 0 ? bold : dim) : yellow;
      const name = plainText(each.name) + (each.supervised ? "" : " (never supervised)");
      return [
        { text: name, style },
        { text: formatPercent(each.probability), ...(rank > 0 && { style: dim }) },
      ];
    }),
  ]);
  // One picture, one line: cutting it would break what reads lines.
  const lines = layOutTable({ rows, rowHeads: 2, width: Number.POSITIVE_INFINITY, indent: 0 });
  return [...lines, ...remark(answers, model)].map((line) => `${line}\n`).join("");
}

/**
 * Writes answers for machines.
 *
 * @param answers The answers.
 * @returns JSON: an array of answers.
 */
export function formatAnswersJson(answers: readonly Answer[]): string {
  return `${JSON.stringify(answers, null, 2)}\n`;
}

/** What the model never learned, in one sentence, or nothing. */
function remark(answers: readonly Answer[], { condition, classes }: AnsweringModel): string[] {
  const never = classes.filter(({ supervised }) => !supervised).map(({ name }) => plainText(name));
  if (never.length === 0) return [];
  const trained =
    condition === null || holdsAlways(condition.expression)
      ? "This model was trained without some classes"
      : `This model was trained on ${slicePhrase(plainText(condition.text), classes)} only`;
  const [verb, one] = never.length === 1 ? ["was", "it"] : ["were", "one of them"];
  const meaning = answers.some(({ supervised }) => !supervised)
    ? `an answer that names ${one} was never learned.`
    : `a picture of ${one} is called something else.`;
  return [`${trained}: ${never.join(", ")} ${verb} never supervised, so ${meaning}`];
}

function holdsAlways(expression: unknown): boolean {
  return (
    typeof expression === "object" &&
    expression !== null &&
    "value" in expression &&
    expression.value === true
  );
}
