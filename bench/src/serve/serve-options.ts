import { parseArgs } from "node:util";

/** How thoroughly to measure. */
export interface ServeOptions {
  /** Rounds of each load, in turn with its peers. */
  readonly rounds: number;
  /** Seconds of each load. */
  readonly seconds: number;
  /** Repetitions of what takes milliseconds. */
  readonly repetitions: number;
  /** Spawned Workers of each kind. */
  readonly spawns: number;
  /** The parts to measure, by name; all where there is none. */
  readonly only: readonly string[];
}

/**
 * Reads what was asked for: `--quick`, `--only one-image,peers`, `--rounds 5`, `--seconds 5`.
 *
 * @param args The arguments.
 * @returns The options.
 * @throws {RangeError} For a number that is none of at least 1.
 */
export function parseServeOptions(args: readonly string[]): ServeOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string", default: "" },
      rounds: { type: "string" },
      seconds: { type: "string" },
    },
  });
  const { quick, only } = values;
  return {
    rounds: atLeastOne("rounds", values.rounds ?? (quick ? "3" : "5")),
    seconds: atLeastOne("seconds", values.seconds ?? (quick ? "1" : "5")),
    repetitions: quick ? 11 : 31,
    spawns: quick ? 5 : 20,
    only: only === "" ? [] : only.split(","),
  };
}

function atLeastOne(name: string, text: string): number {
  const number = Number(text);
  if (number >= 1) return number;
  throw new RangeError(`Cannot measure: --${name} must be a number of at least 1, received ${text}`);
}
