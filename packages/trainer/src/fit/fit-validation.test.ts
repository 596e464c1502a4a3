import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Backend } from "../backend/backend.ts";
import { decodeCheckpoint } from "../checkpoint/checkpoint.ts";
import { testBackends } from "../testing/backends.ts";
import { memoryStore } from "../testing/memory-store.ts";
import { type SmallProblem, smallProblem } from "../testing/small-problem.ts";
import { fit } from "./fit.ts";
import type { FitEvent, FitOptions, FitResult } from "./fit-options.ts";
import type { Validation } from "./validation.ts";

const numbers = { count: 40, batchSize: 16, seed: 7, logEvery: 2 }; // 3 steps an epoch

/** A run, and the weights' bytes at its end. */
interface Run {
  readonly result: FitResult;
  readonly weights: string;
}

/** Trains a small model with dropout, of which every epoch is scored on images it is not trained on. */
async function trainScored(options: Partial<FitOptions>, patience?: number): Promise<Run> {
  const problem = smallProblem(1, 0.5);
  try {
    const validation: Validation = {
      name: "probability",
      evaluate: problem.score,
      better: "lower",
      patience,
    };
    const result = await fit({ engine: problem.engine, ...numbers, epochs: 3, validation, ...options });
    return { result, weights: await problem.weights() };
  } finally {
    problem.dispose();
  }
}

/** Trains with the scores as given, and keeps the weights that each of them was asked about. */
async function trainGiven(
  scores: readonly number[],
  options: Partial<FitOptions>,
  validation: Partial<Validation> = {},
): Promise<Run & { readonly seen: string[]; readonly problem: SmallProblem }> {
  const problem = smallProblem();
  const seen: string[] = [];
  const evaluate = async (): Promise<number> => {
    seen.push(await problem.weights());
    return scores[seen.length - 1] ?? Number.NaN;
  };
  try {
    const result = await fit({
      engine: problem.engine,
      ...numbers,
      epochs: scores.length,
      validation: { name: "score", evaluate, better: "higher", ...validation },
      ...options,
    });
    return { result, weights: await problem.weights(), seen, problem };
  } finally {
    problem.dispose();
  }
}

describe.each(testBackends)("dropout and validation on $title", ({ available, open }) => {
  let backend: Backend;
  beforeAll(async () => {
    if (available) backend = await open();
  });
  afterAll(() => backend?.close());

  test.skipIf(!available)(
    "resumed from any checkpoint a run ends with the bytes of one never stopped",
    async () => {
      const all = memoryStore();
      const before = tf.memory().numTensors;
      const whole = await trainScored({ checkpoints: all, checkpointEvery: 1 });
      expect(tf.memory().numTensors).toBe(before);
      expect(whole.result.bestEpoch).toBeLessThan(3); // so that the end goes back to it
      expect(all.written).toHaveLength(9);
      const last = all.written.at(-1);
      for (const bytes of all.written) {
        const store = memoryStore();
        await store.write(bytes);
        expect(await trainScored({ checkpoints: store, checkpointEvery: 1, resume: true })).toEqual(whole);
        expect(store.written.at(-1)).toEqual(last);
      }
    },
  );
});

describe("fit with a validation", () => {
  beforeAll(async () => {
    tf.enableProdMode();
    await tf.setBackend("cpu");
  });

  test("asks once an epoch, tells the score, and ends with the weights of the best epoch", async () => {
    const events: FitEvent[] = [];
    const { result, weights, seen } = await trainGiven([0.5, 0.75, 0.25], {
      onEvent: (event) => events.push(event),
    });
    expect(seen).toHaveLength(3);
    expect(new Set(seen).size).toBe(3);
    expect(weights).toBe(seen[1]);
    expect(result).toMatchObject({ complete: true, stoppedEarly: false, bestEpoch: 2, step: 9 });
    expect(result.validation).toEqual([
      { epoch: 1, score: 0.5 },
      { epoch: 2, score: 0.75 },
      { epoch: 3, score: 0.25 },
    ]);
    const epochs = events.filter((event) => event.type === "epoch");
    expect(epochs.map(({ score, bestEpoch }) => [score, bestEpoch])).toEqual([
      [0.5, 1],
      [0.75, 2],
      [0.25, 2],
    ]);
  });

  test("where lower is better the lowest score wins", async () => {
    const { result, weights, seen } = await trainGiven([0.5, 0.75, 0.25, 0.5], {}, { better: "lower" });
    expect(result.bestEpoch).toBe(3);
    expect(weights).toBe(seen[2]);
  });

  test("ends after as many epochs without a better score as it has patience", async () => {
    const { result, weights, seen } = await trainGiven([0.5, 0.75, 0.25, 0.75, 1], {}, { patience: 2 });
    expect(result).toMatchObject({ complete: true, stoppedEarly: true, bestEpoch: 2, step: 4 * 3 });
    expect(weights).toBe(seen[1]);
  });

  test("ended early and resumed it has nothing to do, and holds the best epoch again", async () => {
    const store = memoryStore();
    const first = await trainGiven([0.5, 0.25, 0.25, 1], { checkpoints: store }, { patience: 1 });
    const again = await trainGiven([9, 9, 9, 9], { checkpoints: store, resume: true }, { patience: 1 });
    expect(again.seen).toHaveLength(0);
    expect(again.result).toEqual(first.result);
    expect(again.weights).toBe(first.weights);
  });

  test("resumed with more patience it goes on from the last epoch, not from the best", async () => {
    const store = memoryStore();
    const scores = [0.5, 0.25, 0.25];
    await trainGiven(scores, { checkpoints: store }, { patience: 1 });
    const on = await trainGiven([0.25], { checkpoints: store, resume: true, epochs: 3 }, { patience: 2 });
    const whole = await trainGiven(scores, {});
    expect(on.seen).toEqual([whole.seen[2]]);
    expect(on.result.validation).toEqual(whole.result.validation);
  });

  test("stopped by a signal the model holds the last step, and the result what is known", async () => {
    const controller = new AbortController();
    const { result, weights, seen } = await trainGiven([0.5, 0.25, 0.25], {
      signal: controller.signal,
      onEvent: (event) => event.type === "epoch" && event.epoch === 2 && controller.abort(),
    });
    expect(result).toMatchObject({ complete: false, stoppedEarly: false, bestEpoch: 1, step: 6 });
    expect(weights).toBe(seen[1]);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])(
    "a score of %s stops the run and names the epoch",
    async (score) => {
      const run = trainGiven([0.5, score], { checkpoints: memoryStore() });
      await expect(run).rejects.toThrow(
        `Cannot go on training: the validation score "score" must be a finite number, received ${score} after epoch 2. The last checkpoint is memory, at step 3.`,
      );
    },
  );

  test("a checkpoint with another score, or with none, is refused", async () => {
    const store = memoryStore();
    await trainGiven([1], { checkpoints: store });
    const resumed = { checkpoints: store, resume: true };
    await expect(trainGiven([1], resumed, { better: "lower" })).rejects.toThrow(
      "its run had validation score score, higher is better, received score, lower is better.",
    );
    await expect(trainGiven([1], { ...resumed, validation: undefined })).rejects.toThrow("received unset");
  });

  test("without a validation a checkpoint holds nothing of one", async () => {
    const store = memoryStore();
    await trainGiven([1], { checkpoints: store, validation: undefined });
    const checkpoint = await decodeCheckpoint(store.written.at(-1) ?? new Uint8Array());
    expect(Object.keys(checkpoint)).toEqual(["progress", "state", "settings"]);
    expect(Object.keys(checkpoint.progress)).toEqual([
      "step",
      "epochs",
      "lossCurve",
      "epochLossSum",
      "epochSamples",
    ]);
    expect(Object.keys(checkpoint.state).filter((name) => !/^(weight|adam)\//.test(name))).toEqual([]);
  });

  test.each([
    [{ patience: 0 }, "Cannot train: validation.patience must be a positive integer, received 0"],
    [{ patience: 1.5 }, "received 1.5"],
    [{ better: "more" as "higher" }, 'validation.better must be "higher" or "lower", received more'],
  ])("%o is refused before any step", async (validation, message) => {
    await expect(trainGiven([1], {}, validation)).rejects.toThrow(message);
  });
});

test("an engine whose model has dropout refuses a state without the step", async () => {
  await tf.setBackend("cpu");
  const problem = smallProblem(1, 0.5);
  await problem.engine.train([Uint32Array.of(0, 1)]);
  const { "dropout/step": step, ...rest } = await problem.engine.saveState();
  expect(Array.from(step?.data ?? [])).toEqual([0, 1]);
  const weights = await problem.weights();
  await expect(problem.engine.loadState(rest)).rejects.toThrow(
    'Cannot load state: "dropout/step" is missing',
  );
  expect(await problem.weights()).toBe(weights);
  problem.dispose();
});
