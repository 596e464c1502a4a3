import { shorten } from "../models/model-name.ts";
import { ConfigError } from "./config-error.ts";
import type { ConfigOf, Settings } from "./setting.ts";

/** Variables by name; a Worker's may be JSON values instead of text. */
export type Environment = Readonly<Record<string, unknown>>;

/** What is checked beyond one setting at a time. */
export interface ConfigChecks<S extends Settings> {
  /** What is wrong with a variable that begins with `PROJ_` and is no setting; undefined where it is another program's. */
  explainUnknown(variable: string): string | undefined;
  /** What is wrong with settings together. Those that could not be read are missing. */
  check?(values: Partial<ConfigOf<S>>): readonly string[];
}

/**
 * Reads the settings out of an environment, all of them at once.
 *
 * @param settings What there is to set.
 * @param env The environment. An empty text counts as none.
 * @param checks What else is checked.
 * @returns The values.
 * @throws {ConfigError} With every mistake, a line each. No secret shows in it.
 */
export function readConfig<S extends Settings>(
  settings: S,
  env: Environment,
  checks: ConfigChecks<S>,
): ConfigOf<S> {
  const mistakes: string[] = [];
  const values: Record<string, unknown> = {};
  const known = new Set<string>();
  for (const [name, { variable, requirement, fallback, isSecret, parse }] of Object.entries(settings)) {
    known.add(variable);
    const given = env[variable] ?? "";
    const text = (typeof given === "string" ? given : JSON.stringify(given)).trim();
    const value = parse(text === "" ? fallback : text);
    if (value !== undefined) values[name] = value;
    else {
      const received = isSecret ? "what is not shown here" : shorten(text);
      mistakes.push(`${variable} must be ${requirement}, received ${received}`);
    }
  }
  for (const variable of Object.keys(env)) {
    if (!variable.startsWith("PROJ_") || known.has(variable)) continue;
    const mistake = checks.explainUnknown(variable);
    if (mistake !== undefined) mistakes.push(mistake);
  }
  mistakes.push(...(checks.check?.(values as Partial<ConfigOf<S>>) ?? []));
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return values as ConfigOf<S>;
}
