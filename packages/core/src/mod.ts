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
export { combineColumns } from "./layout/combine-columns.ts";
export { combineLabels } from "./layout/combine-labels.ts";
export { defineLayout } from "./layout/define-layout.ts";
export { flag } from "./layout/flag.ts";
export type {
  ClassColumn,
  Columns,
  Flag,
  Layout,
  LayoutJSON,
  MaskName,
  OneHot,
  Part,
  PartDefinition,
  PartDefinitions,
  PartKind,
  PartName,
  PartTypes,
  Placement,
  Sample,
  SplitColumns,
  SplitLabels,
  Value,
} from "./layout/layout.ts";
export { oneHot } from "./layout/one-hot.ts";
export { parseLayout } from "./layout/parse-layout.ts";
export { splitColumns } from "./layout/split-columns.ts";
export { splitLabels } from "./layout/split-labels.ts";
export { value } from "./layout/value.ts";
export {
  type CategoricalCrossentropyOptions,
  categoricalCrossentropy,
} from "./losses/categorical-crossentropy.ts";
export { type CombinedLoss, combinedLoss, type PartPredictions } from "./losses/combined-loss.ts";
export type { PartLoss, PartLosses } from "./losses/loss-terms.ts";
export { type MaskedLossOptions, maskedLoss } from "./losses/masked-loss.ts";
export type { ReducedLoss, Reduction } from "./losses/reduction.ts";
export type { SampleLoss } from "./losses/sample-loss.ts";
export { accuracy } from "./metrics/accuracy.ts";
export { bincount } from "./metrics/bincount.ts";
export { type ConfusionMatrix, confusionMatrix } from "./metrics/confusion-matrix.ts";
