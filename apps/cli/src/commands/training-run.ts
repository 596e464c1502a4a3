import { resolve } from "node:path";
import process from "node:process";
import type { Artifact, Manifest } from "@proj/model";
import { checkReplaceable, writeArtifactFolder } from "@proj/model/node";
import type { CheckpointStore, EngineChoice, FitEvent, FitResult } from "@proj/trainer";
import { type Backend, type BackendName, openBackend } from "@proj/trainer/backend";
import { checkpointFile } from "@proj/trainer/node";
import { InterruptedError } from "../terminal/exit-codes.ts";
import { fitProgress } from "../terminal/fit-progress.ts";
import { onInterruption } from "../terminal/interruption.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** What every training asks for, whatever it learns from. */
export interface TrainingRunOptions {
  readonly resume?: boolean;
  readonly backend?: BackendName;
  readonly adapter?: string;
  readonly engine: EngineChoice;
}

/** What a training hands to the step loop. */
export interface StartedRun {
  readonly backend: Backend;
  readonly checkpoints: CheckpointStore;
  readonly signal: AbortSignal;
  readonly onEvent: (event: FitEvent) => void;
}

/** What one kind of training does by itself. */
export interface TrainingRun<Data, Result extends TrainedRun> {
  /** The folder of the model. */
  readonly out: string;
  /** Reads what is learned from. */
  load(signal: AbortSignal): Promise<Data>;
  /** The manifest of the very same run, where it has ended already. */
  findComplete(data: Data): Promise<Manifest | null>;
  /** What the run is about to do, a line for each thing. */
  describe(data: Data, backend: Backend): string;
  train(data: Data, run: StartedRun): Promise<Result>;
  /** Says how it ended; `result` is null where it had ended before. */
  report(manifest: Manifest, result: Result | null): void;
}

/** What a training comes to. */
export interface TrainedRun {
  readonly result: FitResult;
  /** Null where it was stopped before its end. */
  readonly artifact: Artifact | null;
}

/**
 * Runs a training: checks the folder, opens the backend, keeps checkpoints, stops in order at Ctrl-C, and writes the model whole.
 *
 * @param run What is trained.
 * @param options Whether to resume, and on what to compute.
 * @param terminal Where it writes.
 * @throws {InterruptedError} Where a signal stopped it; the message says how to go on.
 */
export async function trainingRun<Data, Result extends TrainedRun>(
  run: TrainingRun<Data, Result>,
  options: TrainingRunOptions,
  terminal: Terminal,
): Promise<void> {
  const { out } = run;
  await checkReplaceable(out);
  const checkpoints = checkpointFile(`${resolve(out)}.checkpoint.safetensors`);
  const interruption = onInterruption(terminal);
  let backend: Backend | null = null;
  try {
    const data = await run.load(interruption.signal);
    const unfinished = (await checkpoints.read()) !== null;
    if (unfinished && !options.resume) {
      terminal.note(
        `notice     ${checkpoints.name} holds a run that has not ended; it stays until this run's first checkpoint. --resume goes on from it.\n`,
      );
    }
    if (options.resume && !unfinished) {
      const complete = await run.findComplete(data);
      if (complete !== null) {
        terminal.note("complete   This run has ended already; without --resume it starts anew.\n");
        run.report(complete, null);
        return;
      }
    }
    backend = await openBackend({ backend: options.backend, adapter: options.adapter });
    terminal.note(run.describe(data, backend));
    const progress = fitProgress(terminal);
    const started = { backend, checkpoints, signal: interruption.signal, onEvent: progress.event };
    const trained = await run.train(data, started).finally(progress.end);
    const { artifact, result } = trained;
    if (artifact === null) {
      throw new InterruptedError(
        `at step ${result.step}. Go on from ${checkpoints.name} with the same command and --resume.`,
        interruption.received ?? "SIGINT",
      );
    }
    await writeArtifactFolder(out, artifact);
    await checkpoints.remove();
    run.report(artifact.manifest, trained);
  } catch (error) {
    const { received } = interruption;
    if (received === null || !(error instanceof Error && error.name === "AbortError")) throw error;
    throw new InterruptedError("before the first step; nothing was written.", received);
  } finally {
    interruption.release();
    backend?.close();
  }
}

/** The runtime's name and version, for a manifest. */
export function runtimeName(): string {
  const { deno, bun, node } = process.versions as Record<string, string | undefined>;
  return deno ? `deno ${deno}` : bun ? `bun ${bun}` : `node ${node ?? "unknown"}`;
}
