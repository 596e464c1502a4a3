import type { CheckpointStore, RunProgress } from "../checkpoint/checkpoint.ts";
import type { Engine } from "../engine/engine.ts";
import type { ClassScores } from "../evaluation/evaluator.ts";
import type { EpochScore, Validation } from "./validation.ts";

/** What one part of the labels costs. */
export interface LossesOfPart {
  /** Its own loss, by the reduction alone. */
  readonly loss: number;
  /** What it adds to the loss of all parts, by its weight and the pooling. */
  readonly weightedLoss: number;
}

/** What has just happened in a run. */
export type FitEvent =
  | {
      /** A run has chosen its engine; `fit` itself, which is given one, says nothing. */
      readonly type: "engine";
      readonly name: string;
      /** Why it is not the fused engine, where nobody asked for another one; else `null`. */
      readonly reason: string | null;
    }
  | { readonly type: "resume"; readonly step: number; readonly steps: number }
  | {
      readonly type: "interval";
      /** Steps taken so far, and in all. */
      readonly step: number;
      readonly steps: number;
      /** The epoch under way, from 1, and how many there are. */
      readonly epoch: number;
      readonly epochs: number;
      /** Mean loss of the interval. */
      readonly loss: number;
    }
  | {
      readonly type: "epoch";
      readonly epoch: number;
      readonly epochs: number;
      /** Mean loss of the epoch. */
      readonly loss: number;
      /** The validation's score, and the epoch with the best one so far, in a run that has a validation. */
      readonly score?: number;
      readonly bestEpoch?: number;
      /** The validation's loss of each part of the labels, by name, in a run on a table. */
      readonly parts?: Readonly<Record<string, LossesOfPart>>;
      /** How classes are named at its end, in a run that asks for it. */
      readonly classScores?: ClassScores;
    }
  | { readonly type: "checkpoint"; readonly step: number; readonly name: string };

/** How to train. */
export interface FitOptions {
  /** What takes the steps; the caller's before and afterwards. */
  readonly engine: Engine;
  /** Number of samples. */
  readonly count: number;
  /** How often every sample is seen, 1 or more. */
  readonly epochs: number;
  /** Samples of one step, 1 or more; the last batch of an epoch may be smaller. */
  readonly batchSize: number;
  /** Decides the order of samples in every epoch. */
  readonly seed: number;
  /** Steps between two read-backs of the loss; 10 by default. */
  readonly logEvery?: number | undefined;
  /** Scores every epoch; the model ends with the weights of the best one, and, with a `patience`, training ends early. */
  readonly validation?: Validation | undefined;
  /** Counts how the model names classes at each epoch's end, for its event; decides nothing. */
  readonly classScores?: (() => Promise<ClassScores>) | undefined;
  /** Where checkpoints go; without it none are written. */
  readonly checkpoints?: CheckpointStore | undefined;
  /** Steps between two checkpoints; one epoch by default. */
  readonly checkpointEvery?: number | undefined;
  /** What this run was started with; goes into its checkpoints, and a checkpoint with other settings is refused. */
  readonly settings?: Readonly<Record<string, string>> | undefined;
  /** Goes on from the checkpoint, where there is one. */
  readonly resume?: boolean | undefined;
  /** Stops the run at the next read-back, after a last checkpoint. */
  readonly signal?: AbortSignal | undefined;
  /** Resolves with the reason when the device is gone. */
  readonly lost?: Promise<string> | undefined;
  /** Hears what happens, as it happens. */
  readonly onEvent?: ((event: FitEvent) => void) | undefined;
}

/** How a run ended. */
export interface FitResult extends RunProgress {
  /** `false` when `signal` stopped it before its last step. */
  readonly complete: boolean;
  /** Whether the validation's patience ended it before its last epoch. */
  readonly stoppedEarly: boolean;
  /** The score of each epoch; empty without a validation. */
  readonly validation: readonly EpochScore[];
  /** The epoch with the best score, whose weights the model holds where the run is complete; `null` without a validation. */
  readonly bestEpoch: number | null;
}
