import { type Command, InvalidArgumentError, Option } from "commander";

/** Options that say where a table lies. */
export interface TableFileOptions {
  readonly table?: string;
  readonly bits?: string;
}

/** Options that say how its rows are divided. */
export interface TableSplitOptions {
  readonly splitFile?: string;
  readonly split?: string;
}

/**
 * Adds the options that say where a table lies.
 *
 * @param command The command.
 * @param description What the table is for.
 * @returns The same command.
 */
export function addTableOptions(command: Command, description: string): Command {
  return command
    .addOption(new Option("--table <csv>", description))
    .addOption(
      new Option(
        "--bits <file>",
        "the packed bits beside the table, where its task has some (default: the file that the task names, in the table's folder)",
      ),
    );
}

/**
 * Adds the options that say how a table's rows are divided.
 *
 * @param command The command.
 * @returns The same command.
 */
export function addSplitOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--split-file <json>", "take the rows of each part from a file of train, valid and test"),
    )
    .addOption(
      new Option("--split <path>", "where in the split file they are, such as random.0 (default: its top)"),
    );
}

/**
 * Reads a share from 0 to below 1.
 *
 * @param text What was typed.
 * @returns The number.
 * @throws {InvalidArgumentError} For anything else.
 */
export function share(text: string): number {
  const value = /^(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 0 && value < 1) return value;
  throw new InvalidArgumentError(`It must be a share from 0 to below 1, received "${text}".`);
}
