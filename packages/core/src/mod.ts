export type {
  CombinedFitArgs,
  CombinedFitDatasetArgs,
  CombinedHistory,
  CombinedModel,
  CombinedResult,
  LossName,
  MetricName,
  ModelInputs,
} from "./compile/combined-model.ts";
export {
  type CompileCombinedOptions,
  compileCombined,
  type PartMetrics,
} from "./compile/compile-combined.ts";
export type { LabelledBatches } from "./compile/labelled-batches.ts";
export { complement } from "./conditions/complement.ts";
export type {
  ArithmeticOperator,
  ComparisonOperator,
  Condition,
  ConditionExpression,
} from "./conditions/condition.ts";
export { ConditionSyntaxError } from "./conditions/condition-syntax-error.ts";
export { type ConditionRecord, evaluateCondition } from "./conditions/evaluate-condition.ts";
export { parseCondition } from "./conditions/parse-condition.ts";
export { validateCondition } from "./conditions/validate-condition.ts";
export { classIndex } from "./layout/class-index.ts";
export { combineColumns } from "./layout/combine-columns.ts";
export { combineLabels, type Predicate } from "./layout/combine-labels.ts";
export { combineTensors } from "./layout/combine-tensors.ts";
export { defineLayout, type KnownPresences, type LayoutOptions } from "./layout/define-layout.ts";
export { flag } from "./layout/flag.ts";
export { flags } from "./layout/flags.ts";
export { isDerived } from "./layout/is-derived.ts";
export type {
  AnyLayout,
  DerivedName,
  FlagName,
  GivenName,
  HasPresence,
  LabelName,
  Layout,
  LayoutJSON,
  MaskName,
  NamedOf,
  Part,
  PartName,
  Placement,
} from "./layout/layout.ts";
export { type LayoutCondition, layoutConditions } from "./layout/layout-conditions.ts";
export { oneHot } from "./layout/one-hot.ts";
export { parseLayout } from "./layout/parse-layout.ts";
export type {
  ClassIndex,
  ConditionFlag,
  DefinitionOf,
  Flag,
  Flags,
  LabelKind,
  LabelOptions,
  LabelPart,
  OneHot,
  PartDefinition,
  PartDefinitions,
  PartKind,
  Presence,
  SampleWeight,
  Value,
  Values,
} from "./layout/part-definitions.ts";
export type {
  ClassColumn,
  ColumnOf,
  Columns,
  FieldValue,
  FlagValue,
  Flat,
  Missing,
  PartTypes,
  Sample,
  SampleOf,
  SplitColumns,
  SplitLabels,
  Types,
} from "./layout/part-types.ts";
export { presence } from "./layout/presence.ts";
export { sampleWeight } from "./layout/sample-weight.ts";
export { splitColumns } from "./layout/split-columns.ts";
export { splitLabels } from "./layout/split-labels.ts";
export { validateLabels } from "./layout/validate-labels.ts";
export { value } from "./layout/value.ts";
export { values } from "./layout/values.ts";
export {
  type AccumulatedGradients,
  accumulateGradients,
  type MicroBatch,
  type VariableGradient,
} from "./losses/accumulate-gradients.ts";
export { type BinaryCrossentropyOptions, binaryCrossentropy } from "./losses/binary-crossentropy.ts";
export {
  type BinaryFocalCrossentropyOptions,
  binaryFocalCrossentropy,
} from "./losses/binary-focal-crossentropy.ts";
export {
  type CategoricalCrossentropyOptions,
  categoricalCrossentropy,
} from "./losses/categorical-crossentropy.ts";
export {
  type CategoricalFocalCrossentropyOptions,
  categoricalFocalCrossentropy,
} from "./losses/categorical-focal-crossentropy.ts";
export {
  type CombinedLoss,
  type CombinedLossOptions,
  combinedLoss,
  type LossDefinition,
  type PartLossValue,
  type PartPredictions,
} from "./losses/combined-loss.ts";
export { type ConfiguredLoss, configurationOf, configureLoss } from "./losses/configure-loss.ts";
export { hinge } from "./losses/hinge.ts";
export { type HuberOptions, huber } from "./losses/huber.ts";
export type { LossTerm } from "./losses/loss-terms.ts";
export { type MaskedLossOptions, maskedLoss } from "./losses/masked-loss.ts";
export { meanAbsoluteError } from "./losses/mean-absolute-error.ts";
export { meanSquaredError } from "./losses/mean-squared-error.ts";
export { NothingLiveError, type WhenNothingLive } from "./losses/nothing-live.ts";
export type { LossLabels, PartLoss, PartLosses } from "./losses/part-losses.ts";
export type { Pooling } from "./losses/pooling.ts";
export type { ReducedLoss, Reduction } from "./losses/reduction.ts";
export type { LabelTensor, SampleLoss } from "./losses/sample-loss.ts";
export {
  type SparseCategoricalCrossentropyOptions,
  sparseCategoricalCrossentropy,
} from "./losses/sparse-categorical-crossentropy.ts";
export { validateSampleWeight } from "./losses/validate-sample-weight.ts";
export { accuracy, accuracyMeter } from "./metrics/accuracy.ts";
export { averageAbsoluteError, averageAbsoluteErrorMeter } from "./metrics/average-absolute-error.ts";
export { type BinaryAccuracyOptions, binaryAccuracy } from "./metrics/binary-accuracy.ts";
export { bincount } from "./metrics/bincount.ts";
export { brierScore, brierScoreMeter } from "./metrics/brier-score.ts";
export { categoricalAccuracy } from "./metrics/categorical-accuracy.ts";
export type { ClassificationScores, ClassScores, Scores } from "./metrics/classification-scores.ts";
export { type ConfusionMatrix, confusionMatrix, confusionMatrixMeter } from "./metrics/confusion-matrix.ts";
export { type EvaluatedRows, evaluateSlices, type Metric, type Slice } from "./metrics/evaluate-slices.ts";
export type { Meter } from "./metrics/meter.ts";
export type { MetricOptions } from "./metrics/metric-options.ts";
export {
  type PrecisionRecallF1Options,
  precisionRecallF1,
  precisionRecallF1Meter,
} from "./metrics/precision-recall-f1.ts";
export { type RocAucOptions, rocAuc, rocAucMeter } from "./metrics/roc-auc.ts";
export { sparseCategoricalAccuracy } from "./metrics/sparse-categorical-accuracy.ts";
export { topKAccuracy, topKAccuracyMeter } from "./metrics/top-k-accuracy.ts";
export type { SupervisionCount } from "./supervision/supervision-count.ts";
export { createSupervisionCounter, type SupervisionCounter } from "./supervision/supervision-counter.ts";
