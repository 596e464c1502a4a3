/** One setting: a variable of the environment, and what it may be. */
export interface Setting<T> {
  /** The variable: `PROJ_PORT`. */
  readonly variable: string;
  /** What the text must be, for messages and tables. */
  readonly requirement: string;
  /** The text that counts where none is given; empty where there is nothing then. */
  readonly fallback: string;
  /** Whether its text must show nowhere. */
  readonly isSecret?: boolean;
  /** Reads the text; undefined where it does not meet the requirement. */
  parse(text: string): T | undefined;
}

/** Settings by the name that a program has for them. */
export type Settings = Readonly<Record<string, Setting<unknown>>>;

/** What `readConfig` makes of some settings. */
export type ConfigOf<S extends Settings> = {
  readonly [Name in keyof S]: Exclude<ReturnType<S[Name]["parse"]>, undefined>;
};

/** A text that is taken as it is. */
export function text(variable: string, requirement: string, fallback = ""): Setting<string> {
  return { variable, requirement, fallback, parse: (given) => given };
}

/** A whole number. */
export function wholeNumber(
  variable: string,
  fallback: number,
  least: number,
  most: number,
): Setting<number> {
  return {
    variable,
    requirement: `a whole number from ${least} to ${most}`,
    fallback: String(fallback),
    parse: (given) => {
      const value = Number(given);
      // A regular expression would say the same, but a fresh Worker takes half a millisecond to compile one.
      return String(value) === given && value >= least && value <= most && value % 1 === 0
        ? value
        : undefined;
    },
  };
}

/** Yes or no. */
export function flag(variable: string, fallback: boolean): Setting<boolean> {
  return {
    variable,
    requirement: "1 or 0",
    fallback: fallback ? "1" : "0",
    parse: (given) => ({ "1": true, "0": false })[given],
  };
}

/** One of some words. */
export function choice<W extends string>(variable: string, words: readonly [W, ...W[]]): Setting<W> {
  return {
    variable,
    requirement: words.join(" or "),
    fallback: words[0],
    parse: (given) => words.find((word) => word === given),
  };
}

/**
 * A list.
 *
 * @param variable The variable.
 * @param requirement What it must be.
 * @param read Reads one entry; undefined where it is not as it must be.
 * @param separator What stands between two entries.
 */
export function list<T>(
  variable: string,
  requirement: string,
  read: (entry: string) => T | undefined,
  separator: RegExp = /[\s,]+/,
): Setting<readonly T[]> {
  return {
    variable,
    requirement,
    fallback: "",
    parse(given) {
      if (given === "") return [];
      const entries = given
        .split(separator)
        .filter((entry) => entry !== "")
        .map(read);
      return entries.includes(undefined) ? undefined : (entries as T[]);
    },
  };
}

/**
 * A JSON object.
 *
 * @param variable The variable.
 * @param requirement What it must be.
 * @param isRight Whether the object is as it must be.
 */
export function json<T extends object>(
  variable: string,
  requirement: string,
  isRight: (value: object) => value is T,
): Setting<T> {
  return {
    variable,
    requirement,
    fallback: "{}",
    parse(given) {
      try {
        const value: unknown = JSON.parse(given);
        return typeof value === "object" && value !== null && isRight(value) ? value : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
