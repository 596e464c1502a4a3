import { batch, computed, signal } from "@preact/signals";
import type { Settings } from "../settings/settings.ts";
import type { HeldOut, Machine, ModelFiles, Progress, Report, Request } from "../worker/messages.ts";
import { heldOutScores } from "./held-out-scores.ts";
import { type LoadedModel, loadModel, predictInPieces } from "./model-slot.ts";
import type { CurrentModel, LossPoint, Phase, Session } from "./session.ts";

/** The part of a `Worker` that a session needs. */
export interface TrainingWorker {
  postMessage(request: Request): void;
  addEventListener(type: "message", hear: (event: { readonly data: Report }) => void): void;
  addEventListener(type: "error", hear: (event: { readonly message?: string }) => void): void;
}

/** What a session is made of. */
export interface SessionOptions {
  readonly worker: TrainingWorker;
  /** The settings to begin with. */
  readonly settings: Settings;
  /** Names of settings that could not be read. */
  readonly refusedSettings: readonly string[];
  /** Where the files of WebAssembly lie, with a slash at its end. */
  readonly wasmPath: string;
}

/**
 * Makes a session, and has its worker load the digits.
 *
 * @param options Its worker and its first settings.
 * @returns The session.
 */
export function createSession({ worker, settings: first, wasmPath, ...options }: SessionOptions): Session {
  const settings = signal(first);
  const refusedSettings = signal(options.refusedSettings);
  const phase = signal<Phase>("loading");
  const problem = signal<string | null>(null);
  const canResume = signal(false);
  const loaded = signal<number | null>(0);
  const heldOut = signal<HeldOut | null>(null);
  const machine = signal<Machine | null>(null);
  const progress = signal<Progress | null>(null);
  const lossCurve = signal<readonly LossPoint[]>([]);
  const model = signal<CurrentModel | null>(null);
  const scores = computed(() => {
    const predictions = model.value?.predictions;
    if (!predictions || heldOut.value === null) return null;
    return heldOutScores(predictions, heldOut.value.labels, model.value?.manifest.classes ?? []);
  });
  let slot: LoadedModel | null = null;
  /** The settings that the run under way was started with: resuming with others would be another run. */
  let ofRun = first;
  /** Models are numbered as they come; a slower one does not take the place of a later one, and one that fails of none. */
  let coming = 0;
  let taken = 0;

  const take = async (
    load: Promise<LoadedModel>,
    about: (next: LoadedModel) => CurrentModel,
  ): Promise<void> => {
    coming += 1;
    const mine = coming;
    const next = await load;
    if (mine < taken) {
      next.predictor.dispose();
      return;
    }
    taken = mine;
    slot?.predictor.dispose();
    slot = next;
    model.value = about(next);
  };

  /** Has the model look at the held-out images, where it came without its worker's word on them and both are there. */
  const lookAtHeldOut = async (): Promise<void> => {
    const mine = model.value;
    if (mine === null || mine.predictions !== null || slot === null || heldOut.value === null) return;
    try {
      const predictions = await predictInPieces(slot.predictor, heldOut.value.images);
      if (model.value === mine) model.value = { ...mine, predictions };
    } catch (error) {
      // A predictor that was replaced meanwhile predicts no more, and need not.
      if (model.value === mine) throw error;
    }
  };

  const train = (resume: boolean): void => {
    batch(() => {
      phase.value = "starting";
      problem.value = null;
      canResume.value = false;
      if (!resume) {
        ofRun = settings.value;
        progress.value = null;
        lossCurve.value = [];
      }
    });
    worker.postMessage({ type: "train", settings: ofRun, resume, wasmPath });
  };

  const fail = (message: string, next: Phase, resumable: boolean): void =>
    batch(() => {
      phase.value = next;
      problem.value = message;
      canResume.value = resumable;
    });

  /** Whether the run that is about to halt is over: there is nothing to go on from. */
  let ending = false;
  const hear = (report: Report): void => {
    switch (report.type) {
      case "loading":
        loaded.value = report.total === null ? null : Math.min(1, report.bytes / report.total);
        break;
      case "loaded":
        loaded.value = 1;
        heldOut.value = report.heldOut;
        lookAtHeldOut().catch((error: unknown) => fail(messageOf(error), "failed", false));
        if (phase.value === "loading") phase.value = "empty";
        break;
      case "machine":
        machine.value = report.machine;
        break;
      case "engine":
        if (machine.value !== null) {
          machine.value = { ...machine.value, engine: report.name, engineReason: report.reason };
        }
        break;
      case "steps":
        if (phase.value === "starting") phase.value = "training";
        progress.value = report.progress;
        lossCurve.value = [...lossCurve.value, { step: report.progress.step, loss: report.loss }];
        break;
      case "model": {
        const { step, predictions } = report;
        take(loadModel(new Map(Object.entries(report.files))), ({ artifact }) => ({
          manifest: artifact.manifest,
          source: "trained",
          step,
          predictions,
        })).catch((error: unknown) => fail(messageOf(error), "failed", false));
        break;
      }
      case "halted":
        phase.value = ending ? "done" : "paused";
        canResume.value = !ending;
        ending = false;
        break;
      case "done":
        phase.value = "done";
        ending = false;
        break;
      case "lost":
        fail(report.message, "lost", report.resumable);
        break;
      case "resumed":
        lossCurve.value = lossCurve.value.filter(({ step }) => step <= report.step);
        break;
      case "failed":
        fail(report.message, "failed", false);
        break;
    }
  };

  worker.addEventListener("message", ({ data }) => hear(data));
  worker.addEventListener("error", ({ message }) =>
    fail(message ?? "Cannot go on: the training worker has failed", "failed", false),
  );
  worker.postMessage({ type: "load" });

  return {
    settings,
    refusedSettings,
    phase,
    isUnderWay: computed(
      () => canResume.value || ["starting", "training", "halting", "paused"].includes(phase.value),
    ),
    problem,
    canResume,
    loaded,
    heldOut,
    machine,
    progress,
    lossCurve,
    model,
    scores,
    change: (some) => {
      refusedSettings.value = [];
      settings.value = { ...settings.value, ...some };
    },
    start: () => train(false),
    resume: () => train(true),
    pause: () => {
      phase.value = "halting";
      worker.postMessage({ type: "halt" });
    },
    stop: () => {
      if (phase.value === "training" || phase.value === "starting") {
        ending = true;
        phase.value = "halting";
        worker.postMessage({ type: "halt" });
      } else {
        batch(() => {
          phase.value = model.value === null ? "empty" : "done";
          canResume.value = false;
          problem.value = null;
        });
      }
    },
    predict: async (pixels) => await predictInPieces(needModel(slot).predictor, pixels),
    exportModel: (): ModelFiles => needModel(slot).files,
    importModel: async (files) => {
      await take(loadModel(files), ({ artifact }) => ({
        manifest: artifact.manifest,
        source: "loaded",
        step: null,
        predictions: null,
      }));
      await lookAtHeldOut();
    },
  };
}

function needModel(slot: LoadedModel | null): LoadedModel {
  if (slot === null)
    throw new Error("Cannot use the model: one must have been trained or loaded, received none");
  return slot;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
