import type { Tensor } from "@tensorflow/tfjs-core";
import type {
  LayersModel,
  ModelEvaluateArgs,
  ModelFitArgs,
  ModelFitDatasetArgs,
} from "@tensorflow/tfjs-layers";
import type { LabelledBatches } from "./labelled-batches.ts";

/** The names of metrics in logs: `digit_accuracy`. */
export type MetricName<Metrics> = {
  [Part in keyof Metrics & string]: `${Part}_${keyof Metrics[Part] & string}`;
}[keyof Metrics & string];

/** The names of losses in logs. */
export type LossName<Name extends string> = "loss" | `${Name}_loss` | `${Name}_weightedLoss`;

/**
 * Losses and metrics by name: `loss`, for each part its own `digit_loss` and `digit_weightedLoss`, what it adds to `loss`; and
 * each metric as `digit_accuracy`, null where nothing was live.
 */
export type CombinedResult<Name extends string, Metrics> = {
  readonly [Key in LossName<Name> | MetricName<Metrics>]: Key extends LossName<Name> ? number : number | null;
};

/** What `fit` gives: the epochs, and by name a number for each of them; `val_` names where there was validation. */
export interface CombinedHistory<Name extends string, Metrics> {
  /** The epochs that had a batch, from 0. */
  readonly epoch: readonly number[];
  /** The numbers by name, one for each epoch; null for a metric of which nothing was live. */
  readonly history: {
    readonly [Key in keyof CombinedResult<Name, Metrics>]: readonly CombinedResult<Name, Metrics>[Key][];
  } & {
    readonly [Key in keyof CombinedResult<Name, Metrics> & string as `val_${Key}`]?: readonly (
      | number
      | null
    )[];
  };
}

/** Inputs of a model: a tensor, or where it has several a list of them, or a record by the names of its input layers. */
export type ModelInputs = Tensor | Tensor[] | Record<string, Tensor>;

/** What `fit` may be told; labels hold all weights. */
export interface CombinedFitArgs
  extends Omit<ModelFitArgs, "validationData" | "sampleWeight" | "classWeight"> {
  /** Inputs and `[B, L]` labels to evaluate after each epoch. */
  readonly validationData?: readonly [ModelInputs, Tensor];
}

/** What `fitDataset` may be told; labels hold all weights. */
export interface CombinedFitDatasetArgs
  extends Omit<ModelFitDatasetArgs<unknown>, "validationData" | "classWeight"> {
  /** A data set, or inputs and `[B, L]` labels, to evaluate after each epoch. */
  readonly validationData?: LabelledBatches | readonly [ModelInputs, Tensor];
}

/** A model that learns combined labels. The methods do what those of the same names do in tfjs, and give results by name. */
export interface CombinedModel<Name extends string, Metrics> {
  /** The model that was compiled. */
  readonly model: LayersModel;

  /**
   * Trains the model. Masks protect it against NaN and infinity in labels and predictions, not in inputs: the gradient of a
   * weight is the input times the 0 of a masked row, which is NaN, so every input must be finite. Callbacks get the names that the results have; a metric of which nothing was live is left out there.
   *
   * @param inputs The model's inputs, all finite; nothing checks them, since that would wait for the device.
   * @param labels `[B, L]` float32 labels; one tensor, however many outputs the model has.
   * @param args As in tfjs; `validationSplit` and `validationData` alike.
   * @returns The history by name. `model.history` has the same numbers, without the epochs of a metric where nothing was live.
   * @throws {TypeError} Where labels are no float32 tensor, or weights are given beside them.
   * @throws {RangeError} Where the labels have another shape or batch size.
   * @throws {Error} Where the model was compiled anew. What a loss, a metric or a callback throws comes through; tfjs-layers
   *   then leaves the sums of that epoch's logs on the device.
   */
  fit(inputs: ModelInputs, labels: Tensor, args?: CombinedFitArgs): Promise<CombinedHistory<Name, Metrics>>;

  /**
   * Trains the model on a data set.
   *
   * @param batches Batches `{ xs, ys }` with combined labels in `ys`, which are disposed once they are used.
   * @param args As in tfjs.
   * @returns As `fit`.
   * @throws As `fit`.
   */
  fitDataset(batches: LabelledBatches, args: CombinedFitDatasetArgs): Promise<CombinedHistory<Name, Metrics>>;

  /**
   * Evaluates the model. Metrics are exact; losses are means over batches, each counting by its size, as in tfjs and Keras.
   *
   * @param inputs The model's inputs.
   * @param labels `[B, L]` float32 labels.
   * @param args As in tfjs.
   * @returns Losses and metrics by name.
   * @throws As `fit`.
   */
  evaluate(
    inputs: ModelInputs,
    labels: Tensor,
    args?: Omit<ModelEvaluateArgs, "sampleWeight">,
  ): Promise<CombinedResult<Name, Metrics>>;

  /**
   * Evaluates the model on a data set.
   *
   * @param batches Batches `{ xs, ys }` with combined labels in `ys`, which are disposed once they are used.
   * @param args How many of them; all if left out.
   * @returns Losses and metrics by name.
   * @throws As `fit`, and a `RangeError` where there is no batch.
   */
  evaluateDataset(
    batches: LabelledBatches,
    args?: { readonly batches?: number },
  ): Promise<CombinedResult<Name, Metrics>>;

  /**
   * Makes one step on one batch.
   *
   * @param inputs The model's inputs.
   * @param labels `[B, L]` float32 labels.
   * @returns Losses and metrics of the batch by name, before the step.
   * @throws As `fit`.
   */
  trainOnBatch(inputs: ModelInputs, labels: Tensor): Promise<CombinedResult<Name, Metrics>>;
}
