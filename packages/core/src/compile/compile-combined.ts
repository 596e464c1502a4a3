import { Optimizer, type Tensor } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { checkFields } from "../errors/check-fields.ts";
import { describeNames, describeValue } from "../errors/describe-value.ts";
import type { LabelName, Layout } from "../layout/layout.ts";
import type { PartDefinitions } from "../layout/part-definitions.ts";
import { checkReduction } from "../losses/check-loss-inputs.ts";
import { lossTerms } from "../losses/loss-terms.ts";
import { checkPolicy, type WhenNothingLive } from "../losses/nothing-live.ts";
import type { LossLabels, PartLosses } from "../losses/part-losses.ts";
import type { Pool } from "../losses/pooled-terms.ts";
import { checkPooling, type Pooling } from "../losses/pooling.ts";
import type { Reduction } from "../losses/reduction.ts";
import type { SampleLoss } from "../losses/sample-loss.ts";
import { createSupervisionCounter } from "../supervision/supervision-counter.ts";
import { checkOutputs } from "./check-outputs.ts";
import type { CombinedModel } from "./combined-model.ts";
import type { CompiledPart, PartMetric } from "./compiled-part.ts";
import { createCombinedModel } from "./create-combined-model.ts";
import { acceptLabelsOfWidth } from "./layers-internals.ts";
import { matchOutputs } from "./match-outputs.ts";
import { createMeasure } from "./measure-part.ts";
import { createReadings } from "./readings.ts";
import { warnUnsupervised } from "./warn-unsupervised.ts";

/** Metrics by part and name: functions as losses are, one number for each sample. */
export type PartMetrics<Definitions extends PartDefinitions> = {
  readonly [Part in LabelName<Definitions>]?: {
    readonly [Metric in string]: SampleLoss<LossLabels<Definitions[Part]["kind"]>>;
  };
};

/** What `compileCombined` needs beside the model. */
export interface CompileCombinedOptions<
  Definitions extends PartDefinitions,
  Name extends LabelName<Definitions>,
  Metrics,
> {
  /** The layout of the labels. */
  readonly layout: Layout<Definitions>;
  /** The losses by part, with masks and weights, as `combinedLoss` takes them; every part with metrics has one. */
  readonly losses: PartLosses<Definitions, Name> & { readonly [Part in keyof NoInfer<Metrics>]: unknown };
  /** An optimizer, or the name of one, such as `adam`. */
  readonly optimizer: string | Optimizer;
  /** Metrics by part and name; none if left out. */
  readonly metrics?: Metrics;
  /** How the losses of a batch become one number; `sumOverBatchSize` if left out. */
  readonly reduction?: Exclude<Reduction, "none">;
  /** How the losses of several parts become one; `sumOfParts` if left out. */
  readonly pooling?: Pooling;
  /** What happens in a batch in which nothing counts: `zero` (if left out), or `throw`, which waits for the device. */
  readonly whenNothingLive?: WhenNothingLive;
  /** The names of the outputs by part, where they are not the parts' own: that of the layer, or of its output. */
  readonly outputs?: { readonly [Part in NoInfer<Name>]?: string };
  /**
   * Is told after `fit` and `fitDataset` of the classes and tasks of which no label counted in the whole run, such as `digit 4`;
   * writes a warning if left out.
   */
  readonly onUnsupervised?: (names: readonly string[]) => void;
}

/**
 * Compiles a model of tfjs-layers for combined labels of any width, whose parts are learned as `combinedLoss` learns them.
 *
 * Each learned part is predicted by an output of the model: by the only one, else by the one of the part's name. Sample weights
 * and masks come in the labels, so they hold in training and in validation alike. The model's own methods work as well
 * (`model.fit(inputs, labels)`, with a list of the same labels for each of several outputs), but those of what is returned
 * give numbers by name, metrics that see only what is live, and the warning of what was never supervised.
 *
 * What is masked may be NaN in labels and predictions; inputs must be finite, also where everything is masked.
 *
 * Metrics are means over what is live, weighted as the loss is, and exact over all batches of an epoch. Losses are the means of
 * the batches' losses, each counting by its size; the `weightedLoss`es of the parts add up to `loss`, to which a model's
 * regularizers add in training.
 *
 * @param model A sequential or functional model, built; it is compiled in place. Any loss it was compiled with before is gone.
 * @param options Layout, losses, optimizer, and if wanted metrics, reduction, pooling and the names of outputs.
 * @returns The model with methods that take combined labels and give results by name.
 * @throws {TypeError} Where an output or part has no counterpart, a metric is no function or of a part that is not learned, two
 *   numbers would have the same name, there is no optimizer; and as `combinedLoss` does.
 * @throws {RangeError} Where an output does not fit its part: each loss and metric is tried on two made-up samples; where there
 *   is no such reduction or pooling, or none at all.
 * @throws {Error} Where tfjs-layers has no private field of the names that are needed; it is 4.22 that has.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { categoricalAccuracy, categoricalCrossentropy, combineLabels, compileCombined, defineLayout, flag, oneHot } from "@proj/core";
 *
 * const layout = defineLayout({ digit: oneHot(3), isOdd: flag({ when: "digit % 2 = 1" }) });
 * const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units: 3, activation: "softmax" })] });
 * const trained = compileCombined(model, {
 *   layout,
 *   losses: { digit: { loss: categoricalCrossentropy, mask: "isOdd" } },
 *   metrics: { digit: { accuracy: categoricalAccuracy } },
 *   optimizer: "adam",
 *   onUnsupervised: (names) => console.log(names), // [ "digit 0", "digit 2" ]
 * });
 * const inputs = tf.tensor2d([[0, 1], [1, 0], [1, 1]]);
 * const labels = combineLabels(layout, [{ digit: 0 }, { digit: 1 }, { digit: 2 }]);
 * const { history } = await trained.fit(inputs, labels, { epochs: 2 });
 * console.log(history.loss, history.digit_accuracy);
 * const { digit_accuracy } = await trained.evaluate(inputs, labels);
 * console.log(digit_accuracy); // 0 or 1: of the three, the 1 alone counts
 * tf.dispose([inputs, labels]);
 * ```
 *
 * Source: https://js.tensorflow.org/api/latest/#tf.LayersModel.compile
 */
export function compileCombined<
  Definitions extends PartDefinitions,
  Name extends LabelName<Definitions>,
  const Metrics extends PartMetrics<Definitions>,
>(
  model: LayersModel,
  options: CompileCombinedOptions<Definitions, Name, Metrics>,
): CombinedModel<Name, Metrics> {
  checkFields("compile the model", "options", options, [
    "layout",
    "losses",
    "optimizer",
    "metrics",
    "reduction",
    "pooling",
    "whenNothingLive",
    "outputs",
    "onUnsupervised",
  ]);
  const { layout, losses, optimizer, whenNothingLive = "zero", onUnsupervised = warnUnsupervised } = options;
  const pool = parsePool(options);
  checkPolicy("compile the model", whenNothingLive);
  checkOptimizer(optimizer);
  const terms = lossTerms(layout, losses);
  const names = terms.map(({ name }) => name);
  const metrics = parseMetrics(options.metrics ?? {}, names);
  const parts = matchOutputs(model, names, { ...options.outputs }).flatMap((name): CompiledPart[] => {
    const term = terms.find((each) => each.name === name);
    return term === undefined ? [] : [{ term, metrics: metrics.get(name) ?? [] }];
  });
  const readings = createReadings(parts);
  const compiled = { layout, parts, pool, whenNothingLive };
  checkOutputs(model, compiled);

  const measures = parts.map((_, index) => createMeasure(compiled, index));
  model.compile({
    optimizer,
    loss: measures.map((measure) => (labels: Tensor, predictions: Tensor) => {
      return measure(labels, predictions).weightedLoss;
    }),
  });
  acceptLabelsOfWidth(model, layout.width);
  // Into the lists that compile made, which a Sequential shares with the model that it wraps.
  model.metricsNames.splice(0, model.metricsNames.length, ...readings.rawNames);
  for (const { output, of } of readings.metrics) {
    const measure = measures[output];
    if (measure)
      model.metricsTensors.push([(labels, predictions) => of(measure(labels, predictions)), output]);
  }

  const combined = createCombinedModel({
    model,
    layout,
    readings,
    createCounter: () => createSupervisionCounter(layout, losses),
    onUnsupervised,
  });
  return combined as unknown as CombinedModel<Name, Metrics>;
}

/** tfjs checks names and objects; of undefined and null it reads a property. */
function checkOptimizer(optimizer: unknown): void {
  if (typeof optimizer === "string") return;
  // Optimizer has an instanceof of its own, which reads properties too.
  if (typeof optimizer === "object" && optimizer !== null && optimizer instanceof Optimizer) return;
  throw new TypeError(
    `Cannot compile the model: the optimizer must be one of tfjs or the name of one, such as "adam", received ${describeValue(optimizer)}`,
  );
}

function parsePool({
  reduction = "sumOverBatchSize",
  pooling = "sumOfParts",
}: {
  readonly reduction?: Reduction;
  readonly pooling?: Pooling;
}): Pool {
  checkReduction(reduction);
  checkPooling(pooling);
  if (reduction !== "none") return { reduction, pooling };
  throw new RangeError(
    'Cannot compile the model: an optimizer needs one number, received the reduction "none"; sum is what it comes to',
  );
}

function parseMetrics(metrics: object, names: readonly string[]): ReadonlyMap<string, PartMetric[]> {
  return new Map(
    Object.entries<unknown>({ ...metrics }).map(([part, functions]) => {
      if (!names.includes(part)) {
        throw new TypeError(
          `Cannot compile the model: metrics need a part that is learned, received ${describeValue(part)}; the parts are ${describeNames(names)}`,
        );
      }
      // A function has no entries, so that a metric without a name would be none.
      if (typeof functions !== "object" || functions === null || Array.isArray(functions)) {
        throw new TypeError(
          `Cannot compile the model: the metrics of the part ${JSON.stringify(part)} must be an object of names and functions, received ${describeValue(functions)}`,
        );
      }
      const entries = Object.entries<unknown>({ ...functions });
      return [part, entries.map(([name, metric]) => parseMetric(part, name, metric))];
    }),
  );
}

function parseMetric(part: string, name: string, metric: unknown): PartMetric {
  if (typeof metric === "function") return { name, metric: metric as SampleLoss };
  throw new TypeError(
    `Cannot compile the model: the metric ${JSON.stringify(name)} of the part ${JSON.stringify(part)} must be a function, received ${describeValue(metric)}`,
  );
}
