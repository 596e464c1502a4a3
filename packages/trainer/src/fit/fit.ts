import { batches, epochOrder } from "@proj/datasets";
import { type CheckpointStore, encodeCheckpoint, type RunProgress } from "../checkpoint/checkpoint.ts";
import type { EngineState } from "../engine/engine.ts";
import { untilDeviceLoss } from "./device-loss.ts";
import type { FitOptions, FitResult } from "./fit-options.ts";
import { readCheckpoint } from "./read-checkpoint.ts";
import { bestEpochOf, type EpochScore, isPatienceOver, scoreEpoch, type Validation } from "./validation.ts";

/**
 * Trains: takes every step of every epoch on an engine, in an order that the seed decides, reading the loss back once an
 * interval.
 *
 * The order of an epoch depends on the seed and the epoch alone, and a checkpoint holds all the rest, so a run that was
 * stopped anywhere and resumed ends with the same bytes as one that was not.
 *
 * With a validation, each epoch is scored at its end, and the model of a complete run holds the weights of the best epoch. The
 * last checkpoint still holds the last epoch beside it, so that a run may be resumed for more epochs or with more patience.
 *
 * @param options The engine and how long, in what order, with which checkpoints.
 * @returns The losses, and whether the run is complete.
 * @throws {RangeError} If a number is out of range, or the checkpoint belongs to a run with other settings.
 * @throws {DeviceLostError} If the device is lost.
 * @throws {Error} If the loss or a score is no longer a finite number, or a checkpoint cannot be written.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { adam, createEagerEngine, fit } from "@proj/trainer";
 *
 * const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [1], units: 1 })] });
 * const inputs = Float32Array.of(0, 1, 2, 3);
 * const labels = Float32Array.of(1, 3, 5, 7);
 * const data = { count: 4, inputs, inputShape: [1], inputScale: 1, labels, labelWidth: 1 };
 * const engine = createEagerEngine({ model, loss: tf.losses.meanSquaredError, optimizer: adam(), data });
 * const { epochs, complete } = await fit({ engine, count: 4, epochs: 3, batchSize: 2, seed: 1 });
 * console.log(epochs.length, complete); // 3 true
 * engine.dispose();
 * model.dispose();
 * ```
 */
export async function fit(options: FitOptions): Promise<FitResult> {
  const { engine, count, epochs, batchSize, seed, validation, checkpoints, signal, onEvent } = options;
  const logEvery = options.logEvery ?? 10;
  for (const [name, value] of Object.entries({ count, epochs, batchSize, logEvery }))
    requirePositive(name, value);
  const stepsPerEpoch = Math.ceil(count / batchSize);
  const steps = epochs * stepsPerEpoch;
  const checkpointEvery = options.checkpointEvery ?? stepsPerEpoch;
  requirePositive("checkpointEvery", checkpointEvery);
  if (validation) requireValidation(validation);
  const settings = validation
    ? { ...options.settings, "validation score": `${validation.name}, ${validation.better} is better` }
    : (options.settings ?? {});

  const start = { step: 0, epochs: [], lossCurve: [], epochLossSum: 0, epochSamples: 0 };
  let progress: RunProgress = validation ? { ...start, validation: [] } : start;
  let best: EngineState | undefined;
  let lastCheckpoint: number | null = null;
  if (options.resume && checkpoints) {
    const found = await readCheckpoint(checkpoints, settings, steps);
    if (found) {
      await engine.loadState(found.state);
      progress = found.progress;
      best = found.best;
      lastCheckpoint = progress.step;
      onEvent?.({ type: "resume", step: progress.step, steps });
    }
  }

  // Grows in place: a copy for every interval would make long runs quadratic.
  const lossCurve = [...progress.lossCurve];
  const scores = (): readonly EpochScore[] => progress.validation ?? [];
  const bestEpoch = (): number | null => (validation ? bestEpochOf(scores(), validation.better) : null);
  const saveCheckpoint = async (): Promise<void> => {
    if (!checkpoints || lastCheckpoint === progress.step) return;
    // Where the last step was the best epoch's, its state is here already.
    const state = best && bestEpoch() === progress.step / stepsPerEpoch ? best : await engine.saveState();
    await checkpoints.write(await encodeCheckpoint({ progress, state, best, settings }));
    lastCheckpoint = progress.step;
    onEvent?.({ type: "checkpoint", step: progress.step, name: checkpoints.name });
  };
  const orDeviceLoss = untilDeviceLoss(options.lost, () => describeCheckpoint(checkpoints, lastCheckpoint));

  const resultOf = (complete: boolean): FitResult => ({
    ...progress,
    complete,
    stoppedEarly: complete && progress.step < steps,
    validation: scores(),
    bestEpoch: bestEpoch(),
  });

  while (progress.step < steps && !(validation && isPatienceOver(scores(), validation))) {
    const epoch = Math.floor(progress.step / stepsPerEpoch);
    const ofEpoch = batches(epochOrder({ count, seed, epoch }), batchSize);
    while (progress.step < (epoch + 1) * stepsPerEpoch) {
      if (signal?.aborted) {
        await orDeviceLoss(saveCheckpoint());
        return resultOf(false);
      }
      const { step } = progress;
      const end = Math.min(
        nextMultiple(step, logEvery),
        (epoch + 1) * stepsPerEpoch,
        checkpoints ? nextMultiple(step, checkpointEvery) : steps,
      );
      const from = epoch * stepsPerEpoch;
      const interval = await orDeviceLoss(engine.train(ofEpoch.slice(step - from, end - from)));
      const loss = interval.lossSum / interval.samples;
      if (!Number.isFinite(loss)) {
        throw new Error(
          `Cannot go on training: the loss is ${loss} between steps ${step + 1} and ${end}; lower the learning rate. ${describeCheckpoint(checkpoints, lastCheckpoint)}`,
        );
      }
      lossCurve.push({ step: end, loss });
      progress = {
        ...progress,
        step: end,
        lossCurve,
        epochLossSum: progress.epochLossSum + interval.lossSum,
        epochSamples: progress.epochSamples + interval.samples,
      };
      onEvent?.({ type: "interval", step: end, steps, epoch: epoch + 1, epochs, loss });
      if (end === (epoch + 1) * stepsPerEpoch) {
        const score = validation
          ? await orDeviceLoss(
              scoreEpoch(validation, epoch + 1, describeCheckpoint(checkpoints, lastCheckpoint)),
            )
          : undefined;
        progress = closeEpoch(progress, epoch + 1, score);
        if (bestEpoch() === epoch + 1) best = await orDeviceLoss(engine.saveState());
        const mean = progress.epochs.at(-1)?.loss ?? Number.NaN;
        const scored = score === undefined ? {} : { score, bestEpoch: bestEpoch() ?? epoch + 1 };
        const counted = options.classScores && { classScores: await orDeviceLoss(options.classScores()) };
        onEvent?.({ type: "epoch", epoch: epoch + 1, epochs, loss: mean, ...scored, ...counted });
      }
      if (end % checkpointEvery === 0) await orDeviceLoss(saveCheckpoint());
    }
  }
  if (best) await orDeviceLoss(engine.loadState(best));
  return resultOf(true);
}

function closeEpoch(progress: RunProgress, epoch: number, score: number | undefined): RunProgress {
  const loss = progress.epochLossSum / progress.epochSamples;
  return {
    ...progress,
    epochs: [...progress.epochs, { epoch, loss }],
    epochLossSum: 0,
    epochSamples: 0,
    ...(score === undefined ? {} : { validation: [...(progress.validation ?? []), { epoch, score }] }),
  };
}

function describeCheckpoint(store: CheckpointStore | undefined, step: number | null): string {
  return store && step !== null
    ? `The last checkpoint is ${store.name}, at step ${step}.`
    : "There is no checkpoint yet.";
}

function nextMultiple(step: number, of: number): number {
  return (Math.floor(step / of) + 1) * of;
}

function requireValidation({ better, patience }: Validation): void {
  if (better !== "higher" && better !== "lower") {
    throw new RangeError(`Cannot train: validation.better must be "higher" or "lower", received ${better}`);
  }
  if (patience !== undefined) requirePositive("validation.patience", patience);
}

function requirePositive(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1) {
    throw new RangeError(`Cannot train: ${name} must be a positive integer, received ${value}`);
  }
}
