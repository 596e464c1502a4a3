import { ConditionSyntaxError } from "@proj/core";
import { CommanderError } from "commander";
import { createProgram } from "./program.ts";
import { exitCodes, InterruptedError, UsageError } from "./terminal/exit-codes.ts";
import type { Terminal } from "./terminal/terminal.ts";

/**
 * Runs the command line and turns whatever comes of it into an exit code and a message that helps.
 *
 * @param args The words after the program's name.
 * @param terminal Where to write.
 * @returns The exit code, as `proj --help` lists them.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await createProgram(terminal).parseAsync([...args], { from: "user" });
    return exitCodes.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof InterruptedError) {
      terminal.note(`stopped    ${message}\n`);
      return error.exitCode;
    }
    terminal.note(`${terminal.colors.red("error:")} ${message}\n`);
    const misunderstood = error instanceof UsageError || error instanceof ConditionSyntaxError;
    return misunderstood ? exitCodes.usage : exitCodes.failure;
  }
}
