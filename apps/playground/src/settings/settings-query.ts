import { conditionText, digitsOf } from "./condition-text.ts";
import { defaultSettings, engines, reductions, type Settings, settingRanges } from "./settings.ts";

/**
 * Writes settings as an address has them; those that are as the worked example has them are left out.
 *
 * @param settings The settings.
 * @returns The query, without a question mark: `condition=even&epochs=5`.
 */
export function writeSettings(settings: Settings): string {
  const query = new URLSearchParams();
  const entries = { condition: conditionText(settings.digits), ...settings };
  const usual = { condition: conditionText(defaultSettings.digits), ...defaultSettings };
  for (const name of names) {
    if (entries[name] !== usual[name]) query.set(name, String(entries[name]));
  }
  return query.toString();
}

/**
 * Reads settings from an address, which anybody may have written: what is missing or no setting is as in the worked example.
 *
 * @param query The query, with or without a question mark.
 * @returns The settings, and the names of those that could not be read.
 */
export function readSettings(query: string): {
  readonly settings: Settings;
  readonly refused: readonly string[];
} {
  const given = new URLSearchParams(query);
  const refused: string[] = [];
  const read = <T>(name: (typeof names)[number], usual: T, parse: (text: string) => T | undefined): T => {
    const text = given.get(name);
    if (text === null) return usual;
    const value = parse(text);
    if (value === undefined) refused.push(name);
    return value ?? usual;
  };
  const number = (name: keyof typeof settingRanges): number =>
    read(name, defaultSettings[name], (text) => inRange(name, text));
  const settings: Settings = {
    digits: read("condition", defaultSettings.digits, readDigits),
    reduction: read("reduction", defaultSettings.reduction, (text) =>
      reductions.find((each) => each === text),
    ),
    epochs: number("epochs"),
    batchSize: number("batchSize"),
    learningRate: number("learningRate"),
    hiddenUnits: number("hiddenUnits"),
    engine: read("engine", defaultSettings.engine, (text) => engines.find((each) => each === text)),
  };
  return { settings, refused };
}

const names = [
  "condition",
  "reduction",
  "epochs",
  "batchSize",
  "learningRate",
  "hiddenUnits",
  "engine",
] as const;

/**
 * Reads a number that somebody has typed.
 *
 * @param name The setting.
 * @param text What was typed.
 * @returns The number, or nothing where it is none or out of its range.
 */
export function inRange(name: keyof typeof settingRanges, text: string): number | undefined {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  const { least, most, whole } = settingRanges[name];
  const fits = value >= least && value <= most && (!whole || Number.isInteger(value));
  return fits ? value : undefined;
}

function readDigits(text: string): readonly number[] | undefined {
  try {
    const digits = digitsOf(text);
    return digits.length > 0 ? digits : undefined;
  } catch {
    return undefined;
  }
}
