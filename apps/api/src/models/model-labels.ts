import { isModelName, shorten } from "./model-name.ts";
import { isVersion } from "./version-order.ts";

/** The labels of each model, each with the version that it stands for. */
export type ModelLabels = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Checks the labels that a program gives versions.
 *
 * A label may stand for a version that is not there yet, and so may a model be missing.
 *
 * @param given The labels of each model.
 * @returns The same, to look names from outside up in.
 * @throws {RangeError} For a name that no model or label may have, or what is no version.
 */
export function readModelLabels(given: ModelLabels = {}): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const models = new Map<string, ReadonlyMap<string, string>>();
  for (const [name, labels] of Object.entries(given)) {
    check(name, "a model's name", isModelName(name));
    for (const [label, version] of Object.entries(labels)) {
      check(label, `a label of ${name}`, isModelName(label));
      if (typeof version === "string" && isVersion(version)) continue;
      throw new RangeError(
        `Cannot label a version: ${label} of ${name} must stand for a text such as "2", ` +
          `received ${typeof version === "string" ? shorten(version) : String(version)}`,
      );
    }
    models.set(name, new Map(Object.entries(labels)));
  }
  return models;
}

function check(text: string, subject: string, isGood: boolean): void {
  if (isGood) return;
  throw new RangeError(
    `Cannot label a version: ${subject} must have 1 to 100 letters, digits, \`_\`, \`-\` and \`.\`, a letter or a digit ` +
      `first, received ${shorten(text)}`,
  );
}
