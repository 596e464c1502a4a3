export { adam } from "./adam.ts";
export { adamw } from "./adamw.ts";
export type { AdapterKind, Backend, BackendName, BackendRequest } from "./backend/backend.ts";
export { BackendUnavailableError } from "./backend/backend.ts";
export {
  type Checkpoint,
  type CheckpointStore,
  decodeCheckpoint,
  encodeCheckpoint,
  type RunProgress,
} from "./checkpoint/checkpoint.ts";
export {
  type ConditionalLabels,
  conditionalLabels,
  conditionalLoss,
  imageTrainingData,
} from "./classifier/label-columns.ts";
export { saveModel } from "./classifier/save-model.ts";
export {
  type ClassifierScores,
  type ScoreClassifierOptions,
  scoreClassifier,
} from "./classifier/score-classifier.ts";
export {
  type ClassifierOptions,
  labelField,
  type TrainedClassifier,
  trainClassifier,
} from "./classifier/train-classifier.ts";
export { type SeededDropout, type SeededDropoutOptions, seededDropout } from "./dropout/seeded-dropout.ts";
export type { BatchLoss } from "./engine/batch-loss.ts";
export { type ChosenEngine, chooseEngine, type EngineChoice } from "./engine/choose-engine.ts";
export { createEagerEngine, type EagerEngineOptions } from "./engine/eager-engine.ts";
export type {
  AdamSpec,
  AdamWSpec,
  Engine,
  EngineState,
  HostTensor,
  IntervalLoss,
  OptimizerSpec,
  SgdSpec,
  TrainingData,
} from "./engine/engine.ts";
export { sideBySide } from "./engine/side-by-side.ts";
export type { ClassScores, Evaluator } from "./evaluation/evaluator.ts";
export { DeviceLostError } from "./fit/device-loss.ts";
export { fit } from "./fit/fit.ts";
export type { FitEvent, FitOptions, FitResult, LossesOfPart } from "./fit/fit-options.ts";
export type { RunOptions } from "./fit/run-options.ts";
export type { EpochScore, Validation } from "./fit/validation.ts";
export { type PerceptronOptions, type PerceptronOutput, perceptron } from "./perceptron.ts";
export { sgd } from "./sgd.ts";
export { labelWeights } from "./table/label-weights.ts";
export type { TableLossOptions } from "./table/loss-options.ts";
export { type ScoreSummary, scoreTable, type TableScore, type TaskScore } from "./table/score-table.ts";
export { type TableData, type TableRows, tableData } from "./table/table-data.ts";
export { combineTableLabels } from "./table/table-labels.ts";
export type { TableLossName } from "./table/table-losses.ts";
export { parseTableRecord, type SplitRecord, type TableRecord } from "./table/table-record.ts";
export { type LearnedTablePart, parseTableTask, type TableTask } from "./table/table-task.ts";
export type { TaskFile, TaskLoss } from "./table/task-file.ts";
export { type TableOptions, type TrainedTable, trainTable } from "./table/train-table.ts";
