import { checkInputs } from "../engine/check-inputs.ts";
import type { TrainingData } from "../engine/engine.ts";
import { type ClassLabels, classLabels, LIVE, MASKED } from "../evaluation/class-labels.ts";
import type { ClassScores, Evaluator } from "../evaluation/evaluator.ts";
import { largestBuffer } from "./device-buffers.ts";
import { type Chunk, createEvaluationPass, type EvaluationPass } from "./evaluation-pass.ts";
import type { FusedMachine } from "./fused-machine.ts";
import type { FusedPlan } from "./fused-plan.ts";
import { lossGradient } from "./kernels/row-loss.ts";
import { forwardKernels } from "./kernels/score-kernels.ts";
import {
  countClasses,
  countWords,
  type OutputUnits,
  sumLosses,
  writeOutputs,
} from "./kernels/score-outputs.ts";
import { rowShares } from "./row-shares.ts";

/** Bytes of the predictions that are read back at once. */
const OUTPUT_BYTES = 2 ** 25;

/**
 * Makes the evaluator that predicts and counts with kernels written for the model. After the first time nothing is sent to the device,
 * where the samples fit, and of a score only the counts come back.
 *
 * @param machine What the engine has on its device; samples that it is trained on are not sent again.
 * @param data The samples.
 * @param parameters Gives the buffer of the parameters, with the weights that the model holds now.
 * @returns The evaluator; the caller disposes it.
 * @throws {RangeError} Where an input is not finite.
 */
export function createFusedEvaluator(
  machine: FusedMachine,
  data: TrainingData,
  parameters: () => Promise<GPUBuffer>,
): Evaluator {
  checkInputs(data);
  const { plan, limits } = machine;
  const { count } = data;
  const { units = 0, heads = [] } = plan.layers.at(-1) ?? {};
  const outputs = heads.map((head, index): OutputUnits => {
    const first = heads.slice(0, index).reduce((sum, before) => sum + before.units, 0);
    return { first, units: head.units, activation: head.activation };
  });
  const [only, ...others] = outputs;
  const labels = classLabels(plan.definition, data);
  const classes = labels?.classes === units && others.length === 0 ? labels : null;
  const most = Math.min(largestBuffer(plan.device), limits.largestBuffer ?? OUTPUT_BYTES, OUTPUT_BYTES);
  /** Samples whose predictions are read back at once. */
  const room = Math.max(1, Math.min(count, Math.floor(most / (units * 4))));
  const made: { dispose(): void }[] = [];
  const kept = async <T extends { dispose(): void }>(making: Promise<T>): Promise<T> => {
    const thing = await making;
    made.push(thing);
    return thing;
  };
  const samples = once(() => (data === plan.data ? machine.data() : kept(machine.send(data))));
  const scoring = once(async (): Promise<EvaluationPass> => {
    const kernels = [
      ...forwardKernels(await machine.tuned(), data),
      lossGradient(plan.layout, plan.head),
      ...(only === undefined ? [] : [countClasses(plan.layout, only)]),
      sumLosses(units),
    ];
    const cut = (rows: number): Chunk[] => (classes === null ? [] : cutByMask(plan, data, classes, rows));
    const results = ["counts", countWords(units) * 4] as const;
    return await kept(createEvaluationPass(machine, await samples(), kernels, cut, results));
  });
  const predicting = once(async (): Promise<EvaluationPass> => {
    const kernels = [...forwardKernels(await machine.tuned(), data), writeOutputs(plan.layout, outputs)];
    const cut = (rows: number): Chunk[] => cutInOrder(count, Math.min(rows, room), room);
    const results = ["outputs", room * units * 4] as const;
    return await kept(createEvaluationPass(machine, await samples(), kernels, cut, results));
  });

  return {
    async predict() {
      const predictions = new Float32Array(count * units);
      if (count === 0) return predictions;
      const pass = await predicting();
      for (let from = 0, row = 0; from < pass.chunks.length; ) {
        const next = pass.chunks.findIndex(({ outputs }, index) => index > from && outputs === 0);
        const to = next === -1 ? pass.chunks.length : next;
        const rows = pass.chunks.slice(from, to).reduce((sum, chunk) => sum + chunk.samples.length, 0);
        const numbers = await pass.run(await parameters(), {
          from,
          to,
          cleared: [],
          isLeftOut: (_, chunk) => chunk === null,
          read: ["outputs", rows * units * 4],
        });
        predictions.set(new Float32Array(numbers), row * units);
        row += rows;
        from = to;
      }
      return predictions;
    },
    score:
      classes === null
        ? null
        : async () => {
            if (count === 0) return toScores(new ArrayBuffer(countWords(units) * 4), units, count);
            const pass = await scoring();
            const numbers = await pass.run(await parameters(), {
              from: 0,
              to: pass.chunks.length,
              cleared: ["counts", "losses"],
              isLeftOut: ({ label }, chunk) =>
                chunk === null
                  ? label !== "sum of losses"
                  : label === "sum of losses" || (label === "loss" && chunk.shares.length === 0),
              read: ["counts", countWords(units) * 4],
            });
            return toScores(numbers, units, count);
          },
    dispose() {
      for (const each of made.splice(0)) each.dispose();
    },
  };
}

/** Remembers what was made. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make();
    return made;
  };
}

/** Cuts the samples that count, then those that do not: these have no loss. */
function cutByMask({ head }: FusedPlan, data: TrainingData, labels: ClassLabels, rows: number): Chunk[] {
  const { classes, truths, liveness } = labels;
  const all = Uint32Array.from({ length: data.count }, (_, row) => row);
  const { rows: live, shares } = rowShares(head, data)(all);
  const masked = all.filter((row) => liveness[row] === MASKED);
  return [live, masked].flatMap((list) => {
    const width = list === live ? head.sharesPerRow : 0;
    return Array.from({ length: Math.ceil(list.length / rows) }, (_, index): Chunk => {
      const samples = list.slice(index * rows, (index + 1) * rows);
      return {
        samples,
        shares: shares.slice(index * rows * width, (index * rows + samples.length) * width),
        // Of its true class, among those that count or those that do not.
        cells: samples.map((row) => ((liveness[row] === LIVE ? 0 : classes) + (truths[row] ?? 0)) * classes),
        outputs: 0,
      };
    });
  });
}

/** Cuts all samples in their order, so that the predictions of some chunks fill a buffer of so many rows. */
function cutInOrder(count: number, rows: number, room: number): Chunk[] {
  const chunks: Chunk[] = [];
  let outputs = 0;
  for (let first = 0; first < count; first += rows) {
    const length = Math.min(rows, count - first);
    if (outputs + length > room) outputs = 0;
    const samples = Uint32Array.from({ length }, (_, row) => first + row);
    chunks.push({ samples, shares: new Float32Array(0), cells: new Uint32Array(0), outputs });
    outputs += length;
  }
  return chunks;
}

/** Reads the counts as the kernels leave them. */
function toScores(bytes: ArrayBuffer, classes: number, count: number): ClassScores {
  const numbers = new Uint32Array(bytes);
  const broken = numbers.at(-2) ?? 0;
  if (broken > 0) {
    throw new RangeError(
      `Cannot score: predictions must be numbers, received NaN for ${broken} of ${count} samples`,
    );
  }
  const matrix = (from: number): number[][] =>
    Array.from({ length: classes }, (_, row) =>
      Array.from(numbers.subarray(from + row * classes, from + (row + 1) * classes)),
    );
  return {
    loss: new Float32Array(bytes).at(-1) ?? Number.NaN,
    live: matrix(0),
    masked: matrix(classes * classes),
  };
}
