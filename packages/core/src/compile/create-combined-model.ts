import { type Scalar, slice, type Tensor, tidy } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { AnyLayout } from "../layout/layout.ts";
import type { SupervisionCounter } from "../supervision/supervision-counter.ts";
import { checkData, parseValidationData, refuseWeights } from "./check-fit.ts";
import { withCleanLogs } from "./clean-logs.ts";
import type { CombinedModel } from "./combined-model.ts";
import { addEpoch, type EpochHistory } from "./history.ts";
import { type LabelledBatches, toLayersBatches } from "./labelled-batches.ts";
import type { Readings } from "./readings.ts";

const TRAIN = "train the model";
const EVALUATE = "evaluate the model";

/** A compiled model, and what its methods need. */
export interface Compiled {
  readonly model: LayersModel;
  readonly layout: Pick<AnyLayout, "width">;
  readonly readings: Readings;
  readonly createCounter: () => SupervisionCounter;
  readonly onUnsupervised: (names: readonly string[]) => void;
}

/**
 * Makes the methods of a compiled model.
 *
 * @param compiled The model.
 * @returns The methods, for whatever names its results have.
 */
export function createCombinedModel(compiled: Compiled): CombinedModel<string, object> {
  const { model, layout, readings } = compiled;
  const outputs = model.outputs.length;
  /** Labels as tfjs wants them: a list with the same for each output. */
  const forOutputs = (labels: Tensor): Tensor | Tensor[] =>
    outputs === 1 ? labels : Array.from({ length: outputs }, () => labels);
  const result = (numbers: readonly number[], shift: number): never =>
    // The types of compileCombined name what readings name.
    readings.read(numbers, shift) as never;

  return {
    model,

    async fit(inputs, labels, args = {}) {
      const { validationData, callbacks, ...others } = args;
      refuseWeights(TRAIN, args);
      checkData(TRAIN, layout, inputs, labels);
      const validation = validationData && parseValidationData(TRAIN, validationData);
      if (validation) checkData("validate the model", layout, ...validation);
      const history: EpochHistory = { epoch: [], history: {} };
      await model.fit(inputs, forOutputs(labels), {
        ...others,
        ...(validation && { validationData: [validation[0], forOutputs(validation[1])] }),
        callbacks: withCleanLogs(callbacks, readings, (epoch, numbers) => addEpoch(history, epoch, numbers)),
      });
      const split = validation ? 0 : (args.validationSplit ?? 0);
      await countRun(compiled, labels, split);
      return history as never;
    },

    async fitDataset(batches, args) {
      const { validationData, callbacks, ...others } = args;
      refuseWeights(TRAIN, args);
      const counter = compiled.createCounter();
      let unsupervised: readonly string[] | null = null;
      const train = toLayersBatches(TRAIN, layout, batches, outputs, (labels) => {
        if (unsupervised === null || unsupervised.length > 0) counter.add(labels);
      });
      const validation = isBatches(validationData)
        ? toLayersBatches("validate the model", layout, validationData, outputs)
        : undefined;
      const pair =
        validation === undefined && validationData !== undefined
          ? parseValidationData(TRAIN, validationData as readonly [Tensor, Tensor])
          : undefined;
      if (pair) checkData("validate the model", layout, ...pair);
      const history: EpochHistory = { epoch: [], history: {} };
      try {
        await model.fitDataset(train.dataset, {
          ...others,
          ...(validation && { validationData: validation.dataset }),
          ...(pair && { validationData: [pair[0], forOutputs(pair[1])] }),
          callbacks: withCleanLogs(callbacks, readings, async (epoch, numbers) => {
            addEpoch(history, epoch, numbers);
            // Once everything was seen, the batches that follow need not be counted.
            if (unsupervised?.length !== 0) unsupervised = await counter.unsupervised();
          }),
        });
        warn(compiled, unsupervised ?? []);
      } finally {
        train.dispose();
        validation?.dispose();
        counter.dispose();
      }
      return history as never;
    },

    async evaluate(inputs, labels, args = {}) {
      refuseWeights(EVALUATE, args);
      checkData(EVALUATE, layout, inputs, labels);
      const numbers = await takeNumbers(model.evaluate(inputs, forOutputs(labels), args));
      return result(numbers, readings.testShift);
    },

    async evaluateDataset(batches, args = {}) {
      const { dataset, dispose } = toLayersBatches(EVALUATE, layout, batches, outputs);
      try {
        const numbers = await takeNumbers(await model.evaluateDataset(dataset, args));
        if (numbers.length === 0) {
          throw new RangeError(`Cannot ${EVALUATE}: at least one batch is needed, received none`);
        }
        return result(numbers, readings.testShift);
      } finally {
        dispose();
      }
    },

    async trainOnBatch(inputs, labels) {
      checkData(TRAIN, layout, inputs, labels);
      return result([await model.trainOnBatch(inputs, forOutputs(labels))].flat(), 0);
    },
  };
}

function isBatches(data: unknown): data is LabelledBatches {
  return typeof data === "object" && data !== null && "iterator" in data;
}

async function takeNumbers(scalars: Scalar | Scalar[]): Promise<number[]> {
  return await Promise.all(
    [scalars].flat().map(async (scalar) => {
      const [number = Number.NaN] = await scalar.data();
      scalar.dispose();
      return number;
    }),
  );
}

/** Counts the rows that `fit` trained on: all at once, since every epoch has each of them. */
async function countRun(compiled: Compiled, labels: Tensor, validationSplit: number): Promise<void> {
  const [count = 0] = labels.shape;
  const rows = validationSplit > 0 && validationSplit < 1 ? Math.floor(count * (1 - validationSplit)) : count;
  const counter = compiled.createCounter();
  try {
    tidy(() => counter.add(slice(labels, [0, 0], [rows, compiled.layout.width])));
    warn(compiled, await counter.unsupervised());
  } finally {
    counter.dispose();
  }
}

function warn({ onUnsupervised }: Compiled, names: readonly string[]): void {
  if (names.length > 0) onUnsupervised(names);
}
