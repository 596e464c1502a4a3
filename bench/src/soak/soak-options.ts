import { parseArgs } from "node:util";

/** How long and how hard to load the service. */
export interface SoakOptions {
  readonly minutes: number;
  /** Connections of clients that behave well, each asking again when it has its answer. */
  readonly connections: number;
  /** Whether the outcome is printed as JSON. */
  readonly json: boolean;
}

/**
 * Reads what was asked for: `--minutes 10`, `--connections 64`, `--json`.
 *
 * @param args The arguments.
 * @returns The options.
 * @throws {RangeError} For a number that makes no sense.
 */
export function parseSoakOptions(args: readonly string[]): SoakOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: "string", default: "10" },
      connections: { type: "string", default: "64" },
      json: { type: "boolean", default: false },
    },
  });
  const [minutes, connections] = [Number(values.minutes), Number(values.connections)];
  if (!(minutes > 0 && minutes <= 24 * 60)) {
    throw new RangeError(`Cannot soak: --minutes must be from 0 to 1440, received ${values.minutes}`);
  }
  if (!(Number.isInteger(connections) && connections >= 1 && connections <= 1000)) {
    throw new RangeError(
      `Cannot soak: --connections must be a whole number from 1 to 1000, received ${values.connections}`,
    );
  }
  return { minutes, connections, json: values.json };
}
