import { adam, adamw, type OptimizerSpec, sgd } from "@proj/trainer";
import { type Command, Option } from "commander";
import { UsageError } from "../terminal/exit-codes.ts";
import { numberFromZero, positiveNumber } from "./parse-number.ts";
import { share } from "./table-options.ts";

/** The options that choose an optimizer. */
export interface OptimizerOptions {
  readonly optimizer: OptimizerSpec["name"];
  readonly learningRate?: number;
  readonly momentum?: number;
  readonly nesterov?: boolean;
  readonly weightDecay?: number;
}

/**
 * Adds the options that choose an optimizer.
 *
 * @param command Gets the options.
 * @returns The command.
 */
export function addOptimizerOptions(command: Command): Command {
  return command
    .addOption(
      new Option("--optimizer <name>", "what turns gradients into steps")
        .choices(["adam", "adamw", "sgd"])
        .default("adam"),
    )
    .addOption(
      new Option("--learning-rate <x>", "the optimizer's step size (default: 0.001, of sgd 0.01)").argParser(
        positiveNumber,
      ),
    )
    .addOption(
      new Option(
        "--momentum <share>",
        "how much of sgd's last step goes into the next one (default: 0)",
      ).argParser(share),
    )
    .addOption(new Option("--nesterov", "sgd's steps look ahead along the momentum"))
    .addOption(
      new Option(
        "--weight-decay <x>",
        "what adamw takes off the weights, times the learning rate (default: 0.01)",
      ).argParser(numberFromZero),
    );
}

/**
 * Reads which optimizer is asked for.
 *
 * @param options The options.
 * @returns The optimizer.
 * @throws {UsageError} Where an option is another optimizer's.
 */
export function optimizerOf(options: OptimizerOptions): OptimizerSpec {
  const { optimizer, learningRate, momentum, nesterov = false, weightDecay } = options;
  const others: readonly (readonly [flag: string, isGiven: boolean, of: OptimizerSpec["name"]])[] = [
    ["--momentum", momentum !== undefined, "sgd"],
    ["--nesterov", nesterov, "sgd"],
    ["--weight-decay", weightDecay !== undefined, "adamw"],
  ];
  for (const [flag, isGiven, of] of others) {
    if (isGiven && of !== optimizer) {
      throw new UsageError(`Cannot train: ${flag} goes with --optimizer ${of}, received ${optimizer}.`);
    }
  }
  if (nesterov && !momentum) {
    throw new UsageError("Cannot train: --nesterov needs a --momentum above 0, received none.");
  }
  const rate = learningRate === undefined ? {} : { learningRate };
  if (optimizer === "sgd") return sgd({ ...rate, momentum: momentum ?? 0, nesterov });
  if (optimizer === "adam") return adam(rate);
  return adamw({ ...rate, ...(weightDecay !== undefined && { weightDecay }) });
}
