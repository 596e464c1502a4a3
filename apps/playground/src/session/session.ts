import type { ReadonlySignal } from "@preact/signals";
import type { Manifest } from "@proj/model";
import type { Settings } from "../settings/settings.ts";
import type { HeldOut, Machine, ModelFiles, Progress } from "../worker/messages.ts";

/**
 * Where the page stands: the digits are being loaded; nothing was trained yet; a run is being prepared, is under way, about to stop,
 * stopped so that it can go on, done; its device is gone; or something failed.
 */
export type Phase =
  | "loading"
  | "empty"
  | "starting"
  | "training"
  | "halting"
  | "paused"
  | "done"
  | "lost"
  | "failed";

/** A model to predict with: of the run, at any of its checkpoints, or out of files. */
export interface CurrentModel {
  /** What it is: its classes say which were supervised. */
  readonly manifest: Manifest;
  /** Whether it was trained here or loaded from files. */
  readonly source: "trained" | "loaded";
  /** The steps that it was trained for; `null` where it was loaded. */
  readonly step: number | null;
  /** `[heldOut.count, 10]`: what it makes of the held-out images; `null` until that is known. */
  readonly predictions: Float32Array | null;
}

/** How right a model is about the held-out images. */
export interface HeldOutScores {
  /** `[10]`: the share of each digit's images that are given that digit. */
  readonly accuracy: readonly number[];
  /** Whether any label of each digit counted in training. */
  readonly supervised: readonly boolean[];
  /** `[10, 10]`: images by their digit (row) and the digit that they are given (column). */
  readonly confusion: readonly (readonly number[])[];
  /** The share of right images among those of supervised digits, and among the others; `null` where there are none. */
  readonly supervisedAccuracy: number | null;
  readonly unsupervisedAccuracy: number | null;
}

/** The mean loss of the steps up to `step` since the point before. */
export interface LossPoint {
  readonly step: number;
  readonly loss: number;
}

/** Everything that the views show and ask for. */
export interface Session {
  readonly settings: ReadonlySignal<Settings>;
  /** Names of settings that the page's address had and that could not be read. */
  readonly refusedSettings: ReadonlySignal<readonly string[]>;
  readonly phase: ReadonlySignal<Phase>;
  /** Whether a run is being prepared, under way, or halted so that it can go on: its settings stay as they are. */
  readonly isUnderWay: ReadonlySignal<boolean>;
  /** What went wrong, in English, as the packages say it; `null` where nothing has. */
  readonly problem: ReadonlySignal<string | null>;
  /** Whether a halted or broken run can go on. */
  readonly canResume: ReadonlySignal<boolean>;
  /** The share of the digits' bytes that have arrived, from 0 to 1; `null` where that is not known. */
  readonly loaded: ReadonlySignal<number | null>;
  readonly heldOut: ReadonlySignal<HeldOut | null>;
  readonly machine: ReadonlySignal<Machine | null>;
  readonly progress: ReadonlySignal<Progress | null>;
  readonly lossCurve: ReadonlySignal<readonly LossPoint[]>;
  readonly model: ReadonlySignal<CurrentModel | null>;
  readonly scores: ReadonlySignal<HeldOutScores | null>;

  /** Changes some settings, for the next run. */
  change(settings: Partial<Settings>): void;
  start(): void;
  pause(): void;
  resume(): void;
  /** Ends a run for good; the model stays as it is. */
  stop(): void;

  /**
   * Predicts with the current model, in pieces that leave the page time to draw.
   *
   * @param pixels `[N, 784]`, bytes.
   * @returns `[N, 10]` probabilities.
   * @throws {Error} Where there is no model yet.
   */
  predict(pixels: Uint8Array): Promise<Float32Array>;
  /**
   * Gives the files of the current model, for `proj evaluate` and the service.
   *
   * @throws {Error} Where there is no model yet.
   */
  exportModel(): ModelFiles;
  /**
   * Takes a model out of files in place of the current one.
   *
   * @param files Files by their names; others than the three of an artifact are not looked at.
   * @throws {Error} Where one is missing or damaged, or the model does not take digits; the current model stays.
   */
  importModel(files: ReadonlyMap<string, Uint8Array>): Promise<void>;
}
