import {
  categoricalCrossentropy,
  combinedLoss,
  configureLoss,
  defineLayout,
  flag,
  hinge,
  type LossDefinition,
  oneHot,
  value,
} from "@proj/core";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { adam } from "../adam.ts";
import type { Backend } from "../backend/backend.ts";
import { seededDropout } from "../dropout/seeded-dropout.ts";
import type { BatchLoss } from "../engine/batch-loss.ts";
import { chooseEngine } from "../engine/choose-engine.ts";
import { perceptron } from "../perceptron.ts";
import { gpuBackends } from "../testing/fused.ts";
import { stepKernels } from "./kernels/step-kernels.ts";
import { planFused } from "./plan-fused.ts";

const layout = defineLayout({ digit: oneHot(3), counts: flag(), size: value() });
const data = {
  count: 2,
  inputs: new Float32Array(8),
  inputShape: [4],
  inputScale: 1,
  labels: new Float32Array(10),
  labelWidth: 5,
};
const loss: BatchLoss = combinedLoss(layout, { digit: { loss: categoricalCrossentropy, mask: "counts" } });
const definition = loss.definition as LossDefinition;
const model = (): tf.LayersModel => perceptron({ inputShape: [4], hiddenUnits: [5], classes: 3, seed: 1 });
const { dense, activation, dropout, flatten, reshape } = tf.layers;
const stack = (...layers: tf.layers.Layer[]): tf.LayersModel => tf.sequential({ layers });

function branches(): tf.LayersModel {
  const input = tf.input({ shape: [4] });
  const [one, other] = [dense({ units: 3 }), dense({ units: 3 })].map((layer) => layer.apply(input));
  const sum = tf.layers.add().apply([one, other] as tf.SymbolicTensor[]) as tf.SymbolicTensor;
  return tf.model({
    inputs: input,
    outputs: activation({ activation: "softmax" }).apply(sum) as tf.SymbolicTensor,
  });
}

function twoOutputs(): tf.LayersModel {
  const input = tf.input({ shape: [4] });
  const outputs = [dense({ units: 3 }), dense({ units: 3 })].map(
    (layer) => layer.apply(input) as tf.SymbolicTensor,
  );
  return tf.model({ inputs: input, outputs });
}

const found = gpuBackends.find(({ available }) => available);

describe("the plan of the fused engine [needs webgpu]", () => {
  let backend: Backend;
  beforeAll(async () => {
    if (found) backend = await found.open();
  });
  afterAll(() => backend?.close());

  const reasonFor = (given: {
    readonly model?: () => tf.LayersModel;
    readonly loss?: unknown;
  }): string | null => {
    const planned = (given.model ?? model)();
    const request = {
      model: planned,
      loss: (given.loss ?? loss) as BatchLoss,
      optimizer: adam(),
      data,
      backend,
    };
    const planning = planFused(request);
    planned.dispose();
    return "reason" in planning ? planning.reason : null;
  };

  test.skipIf(!found).each<[string, () => tf.LayersModel]>([
    ["a perceptron", model],
    ["no hidden layer", () => perceptron({ inputShape: [4], hiddenUnits: [], classes: 3, seed: 1 })],
    [
      "inputs that are flattened, and activations of their own layers",
      () =>
        stack(
          reshape({ targetShape: [4], inputShape: [2, 2] }),
          dense({ units: 5, useBias: false }),
          activation({ activation: "tanh" }),
          dense({ units: 3 }),
          tf.layers.softmax(),
        ),
    ],
    [
      "a functional model in which one layer follows the other",
      () => {
        const input = tf.input({ shape: [2, 2] });
        const flat = flatten().apply(input) as tf.SymbolicTensor;
        const hidden = dense({ units: 5, activation: "sigmoid" }).apply(flat) as tf.SymbolicTensor;
        const output = dense({ units: 3, activation: "softmax" }).apply(hidden) as tf.SymbolicTensor;
        return tf.model({ inputs: input, outputs: output });
      },
    ],
    [
      "models within a model",
      () => {
        const first = tf.sequential({ layers: [dense({ units: 5, activation: "relu", inputShape: [4] })] });
        const input = tf.input({ shape: [5] });
        const output = dense({ units: 3, activation: "softmax" }).apply(input) as tf.SymbolicTensor;
        const model = tf.sequential({ layers: [first] });
        model.add(tf.model({ inputs: input, outputs: output }));
        return model;
      },
    ],
  ])("is made of %s", (_title, made) => {
    expect(reasonFor({ model: made })).toBeNull();
  });

  test.skipIf(!found).each<[string, () => tf.LayersModel, string]>([
    [
      "dropout on the inputs",
      () =>
        stack(
          reshape({ targetShape: [4], inputShape: [2, 2] }),
          seededDropout({ rate: 0.5, seed: 1, name: "drop" }),
          dense({ units: 3, activation: "softmax" }),
        ),
      "the layer drop drops inputs",
    ],
    [
      "dropout on the outputs",
      () =>
        stack(
          dense({ units: 3, activation: "softmax", inputShape: [4], name: "first" }),
          seededDropout({ rate: 0.5, seed: 1 }),
        ),
      "the outputs of the layer first are dropped",
    ],
    [
      "dropout whose masks no seed decides",
      () =>
        stack(
          dense({ units: 5, inputShape: [4] }),
          dropout({ rate: 0.5, name: "drop" }),
          dense({ units: 3, activation: "softmax" }),
        ),
      "the layer drop is a Dropout",
    ],
    [
      "a layer that it does not know",
      () =>
        stack(
          tf.layers.conv1d({ filters: 2, kernelSize: 2, inputShape: [4, 1], name: "conv" }),
          flatten(),
          dense({ units: 3, activation: "softmax" }),
        ),
      "the layer conv is a Conv1D",
    ],
    [
      "an activation that it does not know",
      () =>
        stack(
          dense({ units: 5, inputShape: [4], activation: "elu", name: "first" }),
          dense({ units: 3, activation: "softmax" }),
        ),
      "the layer first has the activation elu",
    ],
    [
      "two activations in a row",
      () =>
        stack(
          dense({ units: 3, inputShape: [4], activation: "relu", name: "first" }),
          activation({ activation: "softmax" }),
        ),
      "the layer first is followed by two activations",
    ],
    [
      "a softmax in between",
      () =>
        stack(
          dense({ units: 5, inputShape: [4], activation: "softmax", name: "first" }),
          dense({ units: 3, activation: "softmax" }),
        ),
      "the hidden layer first has a softmax",
    ],
    [
      "inputs that are not flat",
      () => stack(dense({ units: 3, inputShape: [2, 2], name: "first" })),
      "the layer first is a Dense layer on inputs that are not flat",
    ],
    [
      "a layer that stays as it is",
      () =>
        stack(dense({ units: 3, inputShape: [4], activation: "softmax", trainable: false, name: "first" })),
      "the layer first is not trained",
    ],
    [
      "a normalization of batches",
      () =>
        stack(
          dense({ units: 5, inputShape: [4] }),
          tf.layers.batchNormalization({ name: "norm" }),
          dense({ units: 3, activation: "softmax" }),
        ),
      "the layer norm is a BatchNormalization, whose statistics are of masked rows too, and those are not computed",
    ],
    [
      "outputs beside each other that come from different layers",
      () => {
        const input = tf.input({ shape: [4] });
        const [one, other] = [dense({ units: 2 }), dense({ units: 2 })].map((layer) => layer.apply(input));
        const heads = [
          dense({ units: 1 }).apply(one as tf.SymbolicTensor),
          dense({ units: 2 }).apply(other as tf.SymbolicTensor),
        ];
        const output = tf.layers.concatenate({ name: "outputs" }).apply(heads as tf.SymbolicTensor[]);
        return tf.model({ inputs: input, outputs: output as tf.SymbolicTensor });
      },
      "the layer outputs concatenates more than Dense layers on one tensor",
    ],
    [
      "one layer for several parts of the outputs",
      () => {
        const input = tf.input({ shape: [4] });
        const shared = dense({ units: 2, name: "shared" });
        const heads = [shared.apply(input), shared.apply(input)];
        const output = tf.layers.concatenate().apply(heads as tf.SymbolicTensor[]);
        return tf.model({ inputs: input, outputs: output as tf.SymbolicTensor });
      },
      "the layer shared is used twice",
    ],
    [
      "heads within a model",
      () => {
        const input = tf.input({ shape: [4] });
        const heads = [
          dense({ units: 1 }).apply(input),
          dense({ units: 2 }).apply(input),
        ] as tf.SymbolicTensor[];
        const output = tf.layers.concatenate().apply(heads) as tf.SymbolicTensor;
        const both = tf.model({ inputs: input, outputs: output, name: "both" });
        const outer = tf.input({ shape: [4] });
        const last = dense({ units: 3, activation: "softmax" });
        const outputs = last.apply(both.apply(outer)) as tf.SymbolicTensor;
        return tf.model({ inputs: outer, outputs });
      },
      "the layer both is a model of several heads",
    ],
    ["branches", branches, "which takes several tensors"],
    ["several outputs", twoOutputs, "the model has 2 outputs; concatenate them into one"],
    [
      "other inputs",
      () => stack(dense({ units: 3, inputShape: [7], activation: "softmax", name: "first" })),
      "the layer first takes 7 inputs, and a sample has 4",
    ],
    [
      "another activation at the end",
      () => stack(dense({ units: 3, inputShape: [4], name: "last" })),
      "categoricalCrossentropy goes with softmax, and the layer last has linear",
    ],
    [
      "other outputs",
      () => stack(dense({ units: 2, inputShape: [4], activation: "softmax", name: "last" })),
      "the layer last has 2 units, and the part digit 3 columns",
    ],
  ])("is refused for %s", (_title, made, reason) => {
    expect(reasonFor({ model: made })).toContain(reason);
  });

  test.skipIf(!found).each<[string, unknown, string]>([
    ["a function", () => tf.scalar(0), "the loss is a function that does not say what it computes"],
    [
      "parts without outputs",
      combinedLoss(layout, { digit: { loss: categoricalCrossentropy }, counts: { loss: hinge } }),
      "the layer classes has 3 units, and the 2 parts 4 columns",
    ],
    [
      "a loss that it does not know",
      combinedLoss(layout, { digit: { loss: (labels, given) => categoricalCrossentropy(labels, given) } }),
      "the loss of the part digit is loss",
    ],
    [
      "an option that the loss itself refuses",
      combinedLoss(layout, {
        digit: { loss: configureLoss(categoricalCrossentropy, { labelSmoothing: 2 }) },
      }),
      "the loss of the part digit has the option labelSmoothing: 2",
    ],
    [
      "an option that the loss does not have",
      combinedLoss(layout, {
        digit: { loss: configureLoss(categoricalCrossentropy, { gamma: 1 } as object) },
      }),
      "the loss of the part digit has the option gamma: 1",
    ],
    ["no reduction", { definition: { ...definition, reduction: "none" } }, "the loss is not reduced"],
    [
      "a loss that throws",
      { definition: { ...definition, whenNothingLive: "throw" } },
      "the loss throws where nothing counts",
    ],
  ])("is refused for %s as the loss", (_title, given, reason) => {
    expect(reasonFor({ loss: given })).toBe(reason);
  });

  test.skipIf(!found)("is two kernels a layer and one, none with more buffers than every device has", () => {
    const planned = perceptron({
      inputShape: [4],
      hiddenUnits: [5, 6, 7],
      classes: 3,
      dropout: 0.5,
      seed: 1,
    });
    const planning = planFused({ model: planned, loss, optimizer: adam(), data, backend });
    planned.dispose();
    const kernels = "plan" in planning ? stepKernels(planning.plan) : [];
    expect(kernels).toHaveLength(2 * 4 + 1);
    for (const { bindings } of kernels) expect(bindings.length).toBeLessThanOrEqual(8);
  });

  test.skipIf(!found)("asks the device what it can hold", () => {
    const planned = model();
    const tight = {
      features: new Set(),
      limits: { maxStorageBufferBindingSize: 16, maxBufferSize: 1024 },
    } as unknown as GPUDevice;
    const request = { model: planned, loss, optimizer: adam(), data, backend: { ...backend, device: tight } };
    expect(planFused(request)).toEqual({
      reason: "the model takes 192 bytes, and the device holds 16 in one buffer",
    });
    expect(() => chooseEngine("fused", request)).toThrow(
      "Cannot train with the fused engine: the model takes 192 bytes, and the device holds 16 in one buffer",
    );
    planned.dispose();
  });

  test.skipIf(!found)("auto takes it where there is one, and eager is eager", () => {
    const request = { model: model(), loss, optimizer: adam(), data, backend };
    for (const [choice, name] of [
      ["auto", "fused"],
      ["fused", "fused"],
      ["eager", "eager"],
    ] as const) {
      const { engine, reason } = chooseEngine(choice, request);
      expect([engine.name, reason]).toEqual([name, null]);
      engine.dispose();
    }
    request.model.dispose();
  });
});
