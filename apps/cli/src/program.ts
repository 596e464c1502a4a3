import { Command } from "commander";
import { evaluateCommand } from "./commands/evaluate.ts";
import { predictCommand } from "./commands/predict.ts";
import { serveCommand } from "./commands/serve.ts";
import { trainCommand } from "./commands/train.ts";
import type { Terminal } from "./terminal/terminal.ts";
import { version } from "./version.ts";

/**
 * Builds the command line.
 *
 * @param terminal Where its commands write.
 * @returns The program, ready to parse.
 */
export function createProgram(terminal: Terminal): Command {
  const program = new Command("proj")
    .description("Trains, evaluates and uses models whose labels count only under a condition.")
    .version(version)
    .addHelpText(
      "after",
      `
Examples:
  proj train                                    odd digits, bundled images, best backend
  proj train --condition "digit >= 5"           other labels count
  proj train --dataset mnist --data-dir DIR --epochs 3 --out models/mnist
  proj evaluate --html report.html              even against odd, as a page
  proj predict four.png seven.png
  proj predict --url http://localhost:8080 four.png
  proj train --table survey.csv --task task.json    labels that may be missing
  proj serve                                    answers predictions over HTTP

Exit codes: 0 done, 1 failed, 2 not understood, 130 or 143 stopped by Ctrl-C or SIGTERM
(proj serve ends with 0 then).`,
    );
  const commands = [trainCommand, evaluateCommand, predictCommand, serveCommand];
  for (const command of commands) program.addCommand(command(terminal));
  return configure(program, terminal);
}

/** Errors are thrown instead of ending the process, and everything is written to the given terminal. */
function configure(command: Command, terminal: Terminal): Command {
  command.exitOverride().showSuggestionAfterError().showHelpAfterError("(add --help for what is possible)");
  command.configureOutput({
    writeOut: (text) => terminal.print(text),
    writeErr: (text) => terminal.note(text),
    outputError: (text, write) => write(text.replace(/^error:/, terminal.colors.red("error:"))),
  });
  for (const child of command.commands) configure(child, terminal);
  return command;
}
