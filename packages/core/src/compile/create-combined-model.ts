import type { Tensor } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { AnyLayout } from "../layout/layout.ts";
import type { SupervisionCounter } from "../supervision/supervision-counter.ts";
import { checkData, refuseWeights } from "./check-fit.ts";
import { withCleanLogs } from "./clean-logs.ts";
import type { CombinedModel, ModelInputs } from "./combined-model.ts";
import { addEpoch, type EpochHistory } from "./history.ts";
import { type LabelledBatches, toLayersBatches } from "./labelled-batches.ts";
import type { Numbers, Readings } from "./readings.ts";
import { takeNumber } from "./take-number.ts";
import { parseValidationData, type Samples, splitSamples } from "./validation.ts";

const TRAIN = "train the model";
const VALIDATE = "validate the model";
const EVALUATE = "evaluate the model";

/** A compiled model, and what its methods need. */
export interface Compiled {
  readonly model: LayersModel;
  readonly layout: Pick<AnyLayout, "width">;
  readonly readings: Readings;
  readonly createCounter: () => SupervisionCounter;
  readonly onUnsupervised: (names: readonly string[]) => void;
}

/** The methods for results of whatever names: the types of `compileCombined` have those that readings give. */
type AnyCombinedModel = {
  readonly [Key in keyof CombinedModel<string, object>]: CombinedModel<string, object>[Key] extends (
    ...args: infer Args
  ) => unknown
    ? (...args: Args) => Promise<Numbers | EpochHistory>
    : CombinedModel<string, object>[Key];
};

/**
 * Makes the methods of a compiled model.
 *
 * @param compiled The model.
 * @returns The methods.
 */
export function createCombinedModel({
  model,
  layout,
  readings,
  createCounter,
  onUnsupervised,
}: Compiled): AnyCombinedModel {
  const outputs = model.outputs.length;
  /** Labels as tfjs wants them: a list with the same for each output. */
  const forOutputs = (labels: Tensor): Tensor | Tensor[] =>
    outputs === 1 ? labels : Array.from({ length: outputs }, () => labels);

  const evaluate = async ({ inputs, labels }: Samples, args: object): Promise<Numbers> => {
    // tfjs takes a record of inputs here as well; its types do not say so.
    const tested = model.evaluate(inputs as Tensor, forOutputs(labels), args);
    return readings.readTested(await Promise.all([tested].flat().map(takeNumber)));
  };
  const evaluateBatches = async (
    action: string,
    batches: LabelledBatches,
    args: object,
  ): Promise<Numbers> => {
    const { dataset, dispose } = toLayersBatches(action, layout, batches, outputs);
    try {
      const tested = [await model.evaluateDataset(dataset, args)].flat();
      if (tested.length > 0) return readings.readTested(await Promise.all(tested.map(takeNumber)));
      throw new RangeError(`Cannot ${action}: at least one batch is needed, received none`);
    } finally {
      dispose();
    }
  };
  const { metricsTensors } = model;
  const checkCompiled = (action: string): void => {
    if (model.metricsTensors === metricsTensors) return;
    throw new Error(
      `Cannot ${action}: the model must be as compileCombined left it, received one that was compiled anew`,
    );
  };

  const validator = (samples: Samples | undefined, batchSize = 32): (() => Promise<Numbers>) | undefined =>
    samples && (() => evaluate(samples, { batchSize }));
  const parseValidation = (data: readonly [ModelInputs, Tensor]): Samples => {
    const samples = parseValidationData(TRAIN, data);
    checkData(VALIDATE, layout, samples.inputs, samples.labels);
    return samples;
  };

  return {
    model,

    async fit(inputs, labels, args = {}) {
      const { validationData, validationSplit, callbacks, ...others } = args;
      checkCompiled(TRAIN);
      refuseWeights(TRAIN, args);
      checkData(TRAIN, layout, inputs, labels);
      const given = validationData && parseValidation(validationData);
      const { train, validation, dispose } = splitSamples(
        TRAIN,
        { inputs, labels },
        given ? undefined : validationSplit,
      );
      const history: EpochHistory = { epoch: [], history: {} };
      const counter = createCounter();
      try {
        await model.fit(train.inputs, forOutputs(train.labels), {
          ...others,
          callbacks: withCleanLogs(callbacks, readings, {
            validate: validator(given ?? validation, args.batchSize),
            onEpoch: (epoch, numbers) => addEpoch(history, epoch, numbers),
          }),
        });
        // All at once, since every epoch has each of them.
        counter.add(train.labels);
        const names = await counter.unsupervised();
        if (names.length > 0) onUnsupervised(names);
      } finally {
        counter.dispose();
        dispose();
      }
      return history;
    },

    async fitDataset(batches, args) {
      checkCompiled(TRAIN);
      refuseWeights(TRAIN, args);
      const { validationData, validationBatches: count, validationBatchSize, callbacks, ...others } = args;
      const validate = isBatches(validationData)
        ? () => evaluateBatches(VALIDATE, validationData, count === undefined ? {} : { batches: count })
        : validator(validationData && parseValidation(validationData), validationBatchSize);
      const history: EpochHistory = { epoch: [], history: {} };
      const counter = createCounter();
      let names: readonly string[] | null = null;
      const train = toLayersBatches(TRAIN, layout, batches, outputs, (labels) => {
        // Once everything was seen, the batches that follow need not be counted.
        if (names?.length !== 0) counter.add(labels);
      });
      try {
        await model.fitDataset(train.dataset, {
          ...others,
          callbacks: withCleanLogs(callbacks, readings, {
            validate,
            async onEpoch(epoch, numbers) {
              addEpoch(history, epoch, numbers);
              if (names?.length !== 0) names = await counter.unsupervised();
            },
          }),
        });
        names ??= await counter.unsupervised();
        if (names.length > 0) onUnsupervised(names);
      } finally {
        train.dispose();
        counter.dispose();
      }
      return history;
    },

    async evaluate(inputs, labels, args = {}) {
      checkCompiled(EVALUATE);
      refuseWeights(EVALUATE, args);
      checkData(EVALUATE, layout, inputs, labels);
      return await evaluate({ inputs, labels }, args);
    },

    async evaluateDataset(batches, args = {}) {
      checkCompiled(EVALUATE);
      return await evaluateBatches(EVALUATE, batches, args);
    },

    async trainOnBatch(inputs, labels) {
      checkCompiled(TRAIN);
      checkData(TRAIN, layout, inputs, labels);
      return readings.read([await model.trainOnBatch(inputs, forOutputs(labels))].flat());
    },
  };
}

function isBatches(data: unknown): data is LabelledBatches {
  return typeof data === "object" && data !== null && "iterator" in data;
}
