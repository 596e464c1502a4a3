import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adam } from "../../adam.ts";
import { adamw } from "../../adamw.ts";
import type { Backend } from "../../backend/backend.ts";
import { sgd } from "../../sgd.ts";
import { testBackends } from "../../testing/backends.ts";
import { fusedOn, gpuBackends, validated } from "../../testing/fused.ts";
import { linearBatches, linearProblem, plainLinearWeights } from "../../testing/linear-problem.ts";
import { createEagerEngine, type EagerEngineOptions } from "../eager-engine.ts";
import type { Engine, EngineState, OptimizerSpec } from "../engine.ts";

const specs: readonly (readonly [title: string, spec: OptimizerSpec])[] = [
  ["Adam", adam({ learningRate: 0.1 })],
  ["AdamW", adamw({ learningRate: 0.1, weightDecay: 0.5 })],
  ["SGD", sgd({ learningRate: 0.1 })],
  ["SGD with momentum", sgd({ learningRate: 0.1, momentum: 0.9 })],
  ["SGD with Nesterov's momentum", sgd({ learningRate: 0.1, momentum: 0.9, nesterov: true })],
];

const engines = [
  // SwiftShader takes a second for what the others do in a tenth, and TensorFlow.js asks both for the same.
  ...testBackends
    .filter(({ title }) => !title.startsWith("swiftshader"))
    .map((backend) => ({ ...backend, engine: "eager" as const })),
  ...gpuBackends.map((backend) => ({ ...backend, engine: "fused" as const })),
];

describe.each(engines)(
  "the optimizers of the $engine engine on $title",
  ({ available, open, engine: name }) => {
    let backend: Backend;
    beforeAll(async () => {
      if (available) backend = await open();
    });
    afterAll(() => backend?.close());

    const create = (options: EagerEngineOptions): Engine =>
      name === "fused" ? fusedOn(backend)(options) : createEagerEngine(options);
    const withEngine = async <T>(spec: OptimizerSpec, run: (engine: Engine) => Promise<T>): Promise<T> => {
      const { model, loss, data } = linearProblem();
      const engine = create({ model, loss, data, optimizer: spec });
      try {
        return await validated(backend, () => run(engine));
      } finally {
        engine.dispose();
        model.dispose();
      }
    };
    const weights = (state: EngineState): number[] => Array.from(state["weight/only/kernel"]?.data ?? []);

    test.skipIf(!available).each(specs)(
      "%s: takes PyTorch's steps, and leaves no tensor behind",
      async (_, spec) => {
        const before = tf.memory().numTensors;
        const state = await withEngine(spec, async (engine) => {
          await engine.train(linearBatches);
          return await engine.saveState();
        });
        expect(tf.memory().numTensors).toBe(before);
        const expected = plainLinearWeights(spec);
        expect(weights(state)).toHaveLength(expected.length);
        for (const [at, weight] of weights(state).entries())
          expect(weight).toBeCloseTo(expected[at] ?? Number.NaN, 5);
      },
    );

    test.skipIf(!available).each(specs)(
      "%s: a saved state goes on with the same bytes, and with the other engine",
      async (_, spec) => {
        const half = await withEngine(spec, async (engine) => {
          await engine.train(linearBatches.slice(0, 2));
          return await engine.saveState();
        });
        const rest = async (engine: Engine): Promise<EngineState> => {
          await engine.train(linearBatches.slice(3)); // steps of another run, which the state replaces
          await engine.loadState(half);
          await engine.train(linearBatches.slice(2));
          return await engine.saveState();
        };
        const resumed = await withEngine(spec, rest);
        const straight = await withEngine(spec, async (engine) => {
          for (const batch of linearBatches) await engine.train([batch]);
          return await engine.saveState();
        });
        expect(resumed).toEqual(straight);
        const { model, loss, data } = linearProblem();
        const eager = createEagerEngine({ model, loss, data, optimizer: spec });
        const other = await rest(eager);
        eager.dispose();
        model.dispose();
        expect(Object.keys(other).toSorted()).toEqual(Object.keys(straight).toSorted());
        for (const [at, weight] of weights(other).entries()) {
          expect(weight).toBeCloseTo(weights(straight)[at] ?? Number.NaN, 5);
        }
      },
    );

    test.skipIf(!available)("a state of another optimizer is refused", async () => {
      const state = await withEngine(sgd(), (engine) => engine.saveState());
      await withEngine(sgd({ momentum: 0.5 }), async (engine) => {
        await expect(engine.loadState(state)).rejects.toThrow(
          'Cannot load state: "sgd/velocity/only/kernel" is missing',
        );
      });
    });
  },
);
