import { closest, distance } from "fastest-levenshtein";
import { ConfigError } from "./config-error.ts";
import { type Environment, readConfig } from "./read-config.ts";
import { type Config, serverSettings } from "./server-settings.ts";

/** What a process has that this file does not: it names no runtime. */
export interface ServerConfigOptions {
  /** Reads a file, at once: the one of `PROJ_TOKENS_FILE`. */
  readonly readText: (file: string) => string;
  /** False where something else decides where to listen. Default true. */
  readonly listens?: boolean;
}

/** A misspelling has at most so many letters wrong. */
const mostWrong = 2;

/**
 * Reads how the service is to be set up out of the environment of a process.
 *
 * @param env The environment. Variables that begin with `PROJ_` and are no settings are the command line's, unless they look
 * like a setting that was misspelt.
 * @param options What the process has.
 * @returns The settings.
 * @throws {ConfigError} With every mistake, a line each. No secret shows in it.
 */
export function readServerConfig(env: Environment, options: ServerConfigOptions): Config {
  const { readText, listens = true } = options;
  const [tokens, mistakes] = readTokens(env, readText);
  return readConfig(
    serverSettings,
    { ...env, PROJ_TOKENS: tokens },
    {
      explainUnknown,
      check: ({ host, open, tokens }) => [
        ...mistakes,
        ...(listens ? [] : explainListening(env)),
        ...(listens && host !== undefined && tokens
          ? explainExposure(host, { open: open === true, tokens })
          : []),
      ],
    },
  );
}

/**
 * What is wrong with listening at an address: beyond this machine, a service wants tokens, or to be told that it is open.
 *
 * @param host Where it listens.
 * @param config Who may ask.
 */
export function explainExposure(host: string, config: Pick<Config, "open" | "tokens">): readonly string[] {
  if (config.open || config.tokens.length > 0 || /^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)$/i.test(host))
    return [];
  return [
    `PROJ_TOKENS must have a token where other machines can ask (at ${host}), received none; PROJ_OPEN=1 or --open lets anybody ask`,
  ];
}

/**
 * Refuses to listen at an address where nobody has to show a token.
 *
 * @throws {ConfigError} Where that was not asked for.
 */
export function checkExposure(host: string, config: Pick<Config, "open" | "tokens">): void {
  const mistakes = explainExposure(host, config);
  if (mistakes.length > 0) throw new ConfigError(mistakes);
}

/** The tokens of the environment and of the file, as one text. */
function readTokens(env: Environment, readText: (file: string) => string): [string, readonly string[]] {
  const own = String(env[serverSettings.tokens.variable] ?? "");
  const variable = serverSettings.tokensFile.variable;
  const file = String(env[variable] ?? "");
  if (file === "") return [own, []];
  try {
    const text = readText(file).trim();
    // Nobody names a file in order to do without tokens.
    return [
      `${own} ${text}`,
      text === "" ? [`${variable} must be a file with tokens, received an empty one`] : [],
    ];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [own, [`${variable} must be a file that can be read, received: ${reason}`]];
  }
}

/** Where to listen is not for the environment to say where a program of the runtime listens. */
function explainListening(env: Environment): readonly string[] {
  const variables = [serverSettings.host, serverSettings.port].map(({ variable }) => variable);
  return variables
    .filter((variable) => (env[variable] ?? "") !== "")
    .map((variable) => `${variable} counts for nothing here: deno serve takes --host and --port`);
}

/** Looks like a misspelling, and is the token that a client of the command line sends. */
const clientToken = "PROJ_TOKEN";

function explainUnknown(variable: string): string | undefined {
  if (variable === clientToken) return undefined;
  const meant = closest(
    variable,
    Object.values(serverSettings).map((setting) => setting.variable),
  );
  if (distance(variable, meant) > mostWrong) return undefined;
  return `${variable} is no setting: did you mean ${meant}?`;
}
