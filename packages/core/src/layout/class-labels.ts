import { parseMissing, parseOptions } from "./parse-missing.ts";
import { parseNames, parseNamesOf } from "./parse-names.ts";
import type { LabelOptions } from "./part-definitions.ts";
import type { SplitColumn } from "./part-rules.ts";

/** What one-hot classes and class indices share. */
export interface ClassesDefinition {
  readonly classes: number;
  readonly names?: readonly string[];
  readonly missing?: readonly number[];
}

/**
 * Reads the classes of a part that a caller defines.
 *
 * @param action What cannot be done otherwise, for the message.
 * @param classes The number of classes, or their names.
 * @param options Which numbers stand for a missing label.
 * @returns The definition without its kind.
 */
export function defineClasses(
  action: string,
  classes: number | readonly string[],
  options: LabelOptions,
): ClassesDefinition {
  const { size, ...names } = parseNames(action, "classes", 2, classes);
  return { classes: size, ...names, ...parseOptions(action, options) };
}

/**
 * Reads the classes of a part from JSON.
 *
 * @param action What cannot be done otherwise, for the message.
 * @param json The definition.
 * @returns The definition without its kind.
 */
export function parseClasses(action: string, json: object): ClassesDefinition {
  const { size, ...names } = parseNamesOf(action, "classes", 2, json);
  return { classes: size, ...names, ...parseMissing(action, json) };
}

/**
 * Tells whether a label is a class.
 *
 * @param label Anything.
 * @param classes The number of classes.
 * @returns Whether it is a whole number from 0 to `classes - 1`.
 */
export function isClassIndex(label: unknown, classes: number): label is number {
  return typeof label === "number" && label >= 0 && label < classes && Math.floor(label) === label;
}

/**
 * Makes an array for class indices.
 *
 * @param classes The number of classes.
 * @param length The length.
 * @returns An array of the smallest type that holds each class.
 */
export function createClassColumn({ classes }: ClassesDefinition, length: number): SplitColumn {
  if (classes <= 2 ** 8) return new Uint8Array(length);
  return classes <= 2 ** 16 ? new Uint16Array(length) : new Uint32Array(length);
}
