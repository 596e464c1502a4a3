import type { ReportClass } from "./report.ts";

/** Conditions whose text is an adjective; any other one follows its noun: "digits where digit<5". */
const ADJECTIVES: readonly string[] = ["even", "odd"];

/**
 * Names the things of a slice in the middle of a sentence: "odd digits", "labels where digit<5".
 *
 * They are "digits" where every class is named by its own label, "labels" otherwise.
 */
export function slicePhrase(
  sliceName: string,
  classes: readonly Pick<ReportClass, "label" | "name">[],
): string {
  const noun = classes.every((entry) => entry.name === String(entry.label)) ? "digits" : "labels";
  if (sliceName === "true") return `all ${noun}`;
  return ADJECTIVES.includes(sliceName) ? `${sliceName} ${noun}` : `${noun} where ${sliceName}`;
}

/** Sets the first letter of a sentence in upper case. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
