import type { Command } from "commander";

/**
 * Finds an option that was typed although it means nothing here; what the environment sets is left alone.
 *
 * @param command The command.
 * @param names The options that mean nothing, as commander names their values: `splitFile`.
 * @returns The first one that was typed, as it is typed: `--split-file`; undefined where there is none.
 */
export function misplacedOption(command: Command, names: readonly string[]): string | undefined {
  const first = names.find((name) => command.getOptionValueSource(name) === "cli");
  return command.options.find((option) => option.attributeName() === first)?.long;
}
