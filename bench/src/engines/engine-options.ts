import { parseArgs } from "node:util";

/** What is to be measured of training. */
export interface EngineOptions {
  /** Part of the adapter's name. */
  readonly adapter: string | undefined;
  readonly rounds: number;
  /** What the contenders of the project run on. */
  readonly runtime: "node" | "deno";
  /** The Python that PyTorch is looked for in. */
  readonly python: string;
  /** Whether only the engines are measured, and no peers. */
  readonly isWithoutPeers: boolean;
}

/**
 * Reads what was asked for: `--adapter llvmpipe`, `--rounds 5`, `--runtime deno`, `--python python3`, `--without-peers`.
 *
 * @param args The arguments.
 * @returns The options.
 * @throws {RangeError} For a number or a runtime that makes no sense.
 */
export function parseEngineOptions(args: readonly string[]): EngineOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      adapter: { type: "string" },
      rounds: { type: "string", default: "5" },
      runtime: { type: "string", default: "node" },
      python: { type: "string", default: "python3" },
      "without-peers": { type: "boolean", default: false },
    },
  });
  const { runtime, python } = values;
  const rounds = Number(values.rounds);
  if (!(Number.isInteger(rounds) && rounds >= 1 && rounds <= 100)) {
    throw new RangeError(
      `Cannot bench: --rounds must be a whole number from 1 to 100, received ${values.rounds}`,
    );
  }
  if (runtime !== "node" && runtime !== "deno") {
    throw new RangeError(`Cannot bench: --runtime must be node or deno, received ${runtime}`);
  }
  return { adapter: values.adapter, rounds, runtime, python, isWithoutPeers: values["without-peers"] };
}
