import { fill, ones, tidy } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Layout } from "../layout/layout.ts";
import { weighTerm } from "../losses/pooled-terms.ts";
import { sparseCategoricalCrossentropy } from "../losses/sparse-categorical-crossentropy.ts";
import { termPredictions } from "../losses/term-predictions.ts";
import { termWeight } from "../losses/term-weight.ts";
import { sparseCategoricalAccuracy } from "../metrics/sparse-categorical-accuracy.ts";
import type { CompiledPart } from "./compiled-part.ts";

/** How many samples the trial has: 1 would hide what broadcasts. */
const SAMPLES = 2;

/**
 * Checks that outputs fit their parts, by running each loss and metric once on two made-up samples.
 *
 * @param model The model.
 * @param layout The layout.
 * @param parts The parts in the order of the outputs.
 * @throws {RangeError} Where a loss or metric cannot take the predictions of its output; the message says why.
 */
export function checkOutputs(model: LayersModel, layout: Layout, parts: readonly CompiledPart[]): void {
  for (const [index, part] of parts.entries()) {
    const output = model.outputs[index];
    // An output of a size that only data decides is not tried.
    const sizes = (output?.shape.slice(1) ?? []).filter((size) => size !== null);
    if (output === undefined || sizes.length !== output.shape.length - 1) continue;
    const where = `the output ${JSON.stringify(output.sourceLayer.name)} of shape [${output.shape.map((size) => size ?? "B")}]`;
    checkOutput(where, layout, part, sizes);
  }
}

function checkOutput(where: string, layout: Layout, { term, metrics }: CompiledPart, sizes: number[]): void {
  const tried = [{ name: "loss", metric: term.loss }, ...metrics];
  for (const { name, metric } of tried) {
    const what = name === "loss" ? "the loss" : `the metric ${JSON.stringify(name)}`;
    const problem = `Cannot compile the model: ${where} does not fit ${what} of the part ${JSON.stringify(term.name)}`;
    checkClasses(problem, term, metric, sizes);
    try {
      tidy(() => {
        const labels = ones([SAMPLES, layout.width]);
        const predictions = fill([SAMPLES, ...sizes], 0.5);
        termPredictions("compile the model", term, predictions, labels, 1);
        weighTerm({ ...term, loss: metric }, labels, predictions, termWeight(term, labels, false));
      });
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new RangeError(`${problem}: ${reason}`, { cause });
    }
  }
}

/** Class indices alone do not show, on made-up samples, that classes are missing. */
function checkClasses(
  problem: string,
  { part }: CompiledPart["term"],
  metric: unknown,
  sizes: readonly number[],
): void {
  if (metric !== sparseCategoricalCrossentropy && metric !== sparseCategoricalAccuracy) return;
  const classes = part.kind === "classIndex" ? part.classes : 2;
  if (sizes.length === 1 && sizes[0] === classes) return;
  throw new RangeError(`${problem}: ${classes} classes need the shape [B,${classes}]`);
}
