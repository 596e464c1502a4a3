import { fill, ones, tidy } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Layout } from "../layout/layout.ts";
import { weighTerm } from "../losses/pooled-terms.ts";
import { termPredictions } from "../losses/term-predictions.ts";
import { termWeight } from "../losses/term-weight.ts";
import type { CompiledPart } from "./compiled-part.ts";
import type { CompiledLosses } from "./measure-part.ts";

/** How many samples the trial has: 1 would hide what broadcasts. */
const SAMPLES = 2;

/**
 * Checks that outputs fit their parts, by running each loss and metric once on two made-up samples.
 *
 * @param model The model.
 * @param compiled The parts in the order of the outputs.
 * @throws {RangeError} Where a loss or metric cannot take the predictions of its output; the message says why.
 */
export function checkOutputs(model: LayersModel, { layout, parts, pool }: CompiledLosses): void {
  for (const [index, part] of parts.entries()) {
    const output = model.outputs[index];
    // An output of a size that only data decides is not tried.
    const sizes = (output?.shape.slice(1) ?? []).filter((size) => size !== null);
    if (output === undefined || sizes.length !== output.shape.length - 1) continue;
    const where = `the output ${JSON.stringify(output.sourceLayer.name)} of shape [${output.shape.map((size) => size ?? "B")}]`;
    const losesByLabel = pool.pooling !== "sumOfParts";
    checkOutput(where, { ...part, layout, losesByLabel, sizes });
  }
}

interface Trial extends CompiledPart {
  readonly layout: Layout;
  /** Whether the pooling takes each of several labels for a sample of the loss. */
  readonly losesByLabel: boolean;
  readonly sizes: number[];
}

function checkOutput(where: string, { term, metrics, layout, losesByLabel, sizes }: Trial): void {
  const tried = [
    { what: "the loss", metric: term.loss, byLabel: losesByLabel },
    ...metrics.map(({ name, metric }) => ({
      what: `the metric ${JSON.stringify(name)}`,
      metric,
      byLabel: false,
    })),
  ];
  for (const { what, metric, byLabel } of tried) {
    const problem = `Cannot compile the model: ${where} does not fit ${what} of the part ${JSON.stringify(term.name)}`;
    try {
      tidy(() => {
        const labels = ones([SAMPLES, layout.width]);
        const predictions = fill([SAMPLES, ...sizes], 0.5);
        termPredictions("compile the model", term, predictions, labels, 1);
        weighTerm({ ...term, loss: metric }, labels, predictions, termWeight(term, labels, byLabel));
      });
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new RangeError(`${problem}: ${reason}`, { cause });
    }
  }
}
