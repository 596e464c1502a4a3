import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { memoryStore } from "../testing/memory-store.ts";
import { type SmallProblem, smallProblem } from "../testing/small-problem.ts";
import { fit } from "./fit.ts";
import type { FitEvent, FitOptions } from "./fit-options.ts";

const numbers = { count: 40, epochs: 3, batchSize: 16, seed: 7, logEvery: 2 }; // 3 steps an epoch, 9 in all

async function withProblem<T>(run: (problem: SmallProblem) => Promise<T>): Promise<T> {
  const problem = smallProblem();
  try {
    return await run(problem);
  } finally {
    problem.dispose();
  }
}

function train(problem: SmallProblem, options: Partial<FitOptions> = {}): ReturnType<typeof fit> {
  return fit({ engine: problem.engine, ...numbers, ...options });
}

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend("cpu");
});

describe("fit", () => {
  test("takes every step and reports each interval and epoch once", async () => {
    await withProblem(async (problem) => {
      const events: FitEvent[] = [];
      const result = await train(problem, { onEvent: (event) => events.push(event) });
      expect(result).toMatchObject({ complete: true, step: 9 });
      const steps = events.flatMap((event) => (event.type === "interval" ? [event.step] : []));
      expect(steps).toEqual([2, 3, 4, 6, 8, 9]); // multiples of 2, and the ends of the epochs of 3 steps
      expect(events.filter(({ type }) => type === "epoch")).toHaveLength(3);
      expect(result.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    });
  });

  test("an epoch's loss is the mean over its samples, whatever the interval", async () => {
    const everyStep = await withProblem((problem) => train(problem, { logEvery: 1 }));
    const once = await withProblem((problem) => train(problem, { logEvery: 100 }));
    const [a, b, c] = everyStep.lossCurve.map(({ loss }) => loss);
    const mean = ((a ?? 0) * 16 + (b ?? 0) * 16 + (c ?? 0) * 8) / 40;
    expect(everyStep.epochs[0]?.loss).toBeCloseTo(mean, 7);
    expect(once.epochs[2]?.loss).toBeCloseTo(everyStep.epochs[2]?.loss ?? 0, 6);
  });

  test("learns the labels that count and never the others", async () => {
    await withProblem(async (problem) => {
      const { epochs } = await train(problem, { epochs: 60 });
      expect(epochs.at(-1)?.loss).toBeLessThan(0.05 * (epochs[0]?.loss ?? 0));
    });
  });

  test("the same seed gives the same bytes, another seed others", async () => {
    const weightsOf = (seed: number): Promise<string> =>
      withProblem(async (problem) => {
        await train(problem, { seed });
        return await problem.weights();
      });
    const first = await weightsOf(7);
    expect(await weightsOf(7)).toBe(first);
    expect(await weightsOf(8)).not.toBe(first);
  });

  test("resumed from any checkpoint it ends with the bytes, and the losses, of a run never stopped", async () => {
    const all = memoryStore();
    const whole = await withProblem(async (problem) => ({
      result: await train(problem, { checkpoints: all, checkpointEvery: 1 }),
      weights: await problem.weights(),
    }));
    expect(all.written).toHaveLength(9);
    for (const bytes of all.written) {
      const store = memoryStore();
      await store.write(bytes);
      const resumed = await withProblem(async (problem) => ({
        result: await train(problem, { checkpoints: store, checkpointEvery: 1, resume: true }),
        weights: await problem.weights(),
      }));
      expect(resumed).toEqual(whole);
    }
  });

  test("stopped by a signal it leaves a checkpoint at the step it reached, from which it goes on", async () => {
    const store = memoryStore();
    const controller = new AbortController();
    const stopped = await withProblem((problem) =>
      train(problem, {
        checkpoints: store,
        signal: controller.signal,
        onEvent: (event) => event.type === "interval" && event.step === 4 && controller.abort(),
      }),
    );
    expect(stopped).toMatchObject({ complete: false, step: 4 });
    const finished = await withProblem(async (problem) => {
      const resumed: number[] = [];
      await train(problem, {
        checkpoints: store,
        resume: true,
        onEvent: (event) => event.type === "resume" && resumed.push(event.step),
      });
      expect(resumed).toEqual([4]);
      return await problem.weights();
    });
    const neverStopped = await withProblem(async (problem) => {
      await train(problem);
      return await problem.weights();
    });
    expect(finished).toBe(neverStopped);
  });

  test("a checkpoint of a run with other settings is refused and named", async () => {
    const store = memoryStore();
    await withProblem((problem) => train(problem, { checkpoints: store, settings: { seed: "7" } }));
    await expect(
      withProblem((problem) => train(problem, { checkpoints: store, resume: true, settings: { seed: "8" } })),
    ).rejects.toThrow("Cannot resume from memory: its run had seed 7, received 8.");
  });

  test("a damaged checkpoint is refused", async () => {
    const store = memoryStore();
    await withProblem((problem) => train(problem, { checkpoints: store }));
    const bytes = (await store.read()) ?? new Uint8Array();
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await store.write(bytes);
    await expect(
      withProblem((problem) => train(problem, { checkpoints: store, resume: true })),
    ).rejects.toThrow(
      "Cannot resume from memory: Cannot read checkpoint: its contents differ from their SHA-256",
    );
  });

  test.each([
    ["epochs", 0],
    ["epochs", -1],
    ["epochs", Number.NaN],
    ["epochs", 1.5],
    ["batchSize", 0],
    ["count", 0],
    ["logEvery", 0],
    ["checkpointEvery", -3],
  ])("%s %d is refused before any step", async (name, value) => {
    await withProblem(async (problem) => {
      const before = await problem.weights();
      await expect(train(problem, { [name]: value })).rejects.toThrow(
        `Cannot train: ${name} must be a positive integer, received ${value}`,
      );
      expect(await problem.weights()).toBe(before);
    });
  });

  test("a loss that is no longer finite stops the run and says what to do", async () => {
    await withProblem(async (problem) => {
      const [kernel] = problem.model.getWeights();
      problem.model.setWeights([
        tf.fill(kernel?.shape ?? [], Number.NaN),
        ...problem.model.getWeights().slice(1),
      ]);
      await expect(train(problem)).rejects.toThrow(
        "Cannot go on training: the loss is NaN between steps 1 and 2; lower the learning rate. There is no checkpoint yet.",
      );
    });
  });

  test("a device that is lost stops the run with the last checkpoint named", async () => {
    await withProblem(async (problem) => {
      let lose: (reason: string) => void = () => {};
      const lost = new Promise<string>((resolve) => {
        lose = resolve;
      });
      await expect(
        train(problem, {
          checkpoints: memoryStore(),
          checkpointEvery: 2,
          lost,
          onEvent: (event) => event.type === "checkpoint" && event.step === 4 && lose("unplugged"),
        }),
      ).rejects.toThrow(
        "Training stopped: the device was lost (unplugged). The last checkpoint is memory, at step 4.",
      );
    });
  });
});
