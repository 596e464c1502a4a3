import type { Config } from "../config/server-settings.ts";

/** What there is to say about a service that has started. */
export interface StartFacts {
  readonly time: string;
  readonly level: "info";
  /** All of it, as a sentence. */
  readonly message: string;
  /** Where it listens. */
  readonly url: string;
  /** Its models, by name. */
  readonly models: readonly string[];
  /** Who may ask. */
  readonly access: "tokens" | "this machine" | "anybody";
}

/**
 * Tells what has been started, for the log and for people.
 *
 * @param url Where it listens.
 * @param models The names of its models.
 * @param config How it is set up.
 * @returns The facts. There is no secret in them.
 */
export function startFacts(url: string, models: readonly string[], config: Config): StartFacts {
  const access = config.tokens.length > 0 ? "tokens" : config.open ? "anybody" : "this machine";
  const who = {
    tokens: "whoever has a token may ask",
    "this machine": "this machine alone may ask",
    anybody: "anybody may ask, no token is wanted",
  }[access];
  const what = models.length === 0 ? "no models yet" : models.join(", ");
  const origins =
    config.corsOrigins.length === 0 ? "" : `; pages of ${config.corsOrigins.join(", ")} may, too`;
  const message = `serving ${what} at ${url}; ${who}${origins}`;
  return { time: new Date().toISOString(), level: "info", message, url, models, access };
}
