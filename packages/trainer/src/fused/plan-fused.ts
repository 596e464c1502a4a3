import type * as tf from "@tensorflow/tfjs";
import type { Backend } from "../backend/backend.ts";
import { findSeededDropouts } from "../dropout/find-seeded-dropouts.ts";
import type { BatchLoss } from "../engine/batch-loss.ts";
import type { OptimizerSpec, TrainingData } from "../engine/engine.ts";
import { CannotPlan } from "./cannot-plan.ts";
import { denseChain } from "./dense-chain.ts";
import type { FusedPlan } from "./fused-plan.ts";
import { adapterTiles } from "./kernels/adapter-tiles.ts";
import { tileHeight } from "./kernels/tile.ts";
import { updateGroups } from "./kernels/update-weights.ts";
import { lossHead } from "./loss-head.ts";
import { stepLayout } from "./step-layout.ts";

/** What is to be trained, and on what. */
export interface FusedRequest {
  readonly model: tf.LayersModel;
  readonly loss: BatchLoss;
  readonly optimizer: OptimizerSpec;
  readonly data: TrainingData;
  readonly backend: Pick<Backend, "name" | "device" | "kind" | "isWaitingBusy">;
}

/** A plan, or in a few words why there is none. */
export type FusedPlanning = { readonly plan: FusedPlan } | { readonly reason: string };

/**
 * Plans how to train a model with kernels of its own.
 *
 * It takes a line of dense layers with linear, relu, tanh, sigmoid or softmax, on flattened inputs, with seeded dropout between, and
 * heads beside each other at its end; the losses of `@proj/core` of one part or several, with masks and weights, in every reduction and pooling;
 * and Adam, AdamW or gradient descent.
 *
 * @param request What is to be trained, and on what.
 * @returns The plan, or the first thing that cannot be planned.
 */
export function planFused(request: FusedRequest): FusedPlanning {
  try {
    return { plan: plan(request) };
  } catch (error) {
    if (error instanceof CannotPlan) return { reason: error.message };
    throw error;
  }
}

function plan({ model, loss, optimizer, data, backend }: FusedRequest): FusedPlan {
  const { device, kind } = backend;
  if (device === null) throw new CannotPlan(`the backend ${backend.name} has no GPU device`);
  const layers = denseChain(model);
  const [first] = layers;
  const last = layers.at(-1);
  if (first === undefined || last === undefined) throw new CannotPlan("the model has no layers");
  const width = data.inputShape.reduce((product, length) => product * length, 1);
  if (width !== first.inputs) {
    throw new CannotPlan(`the layer ${first.name} takes ${first.inputs} inputs, and a sample has ${width}`);
  }
  const head = lossHead(loss.definition, last);
  const isStepSaved = findSeededDropouts(model).length > 0;
  const planned = {
    device,
    kind,
    isWaitingBusy: backend.isWaitingBusy ?? false,
    layers,
    layout: stepLayout(layers),
    isStepSaved,
    definition: loss.definition,
    head,
    optimizer,
    data,
    tiles: adapterTiles(kind, device),
  };
  requireLimits(planned);
  return planned;
}

/** What the device must hold is asked of it, not assumed. */
function requireLimits({ device, layout, layers, tiles }: FusedPlan): void {
  const { maxStorageBufferBindingSize, maxBufferSize, maxComputeWorkgroupsPerDimension } = device.limits;
  const most = Math.min(maxStorageBufferBindingSize, maxBufferSize);
  const needs: readonly [what: string, bytes: number][] = [
    ["the model", layout.parameterCount * 4],
    ["one row of all layers", layout.pitch * 4 * tileHeight(tiles.product)],
  ];
  for (const [what, bytes] of needs) {
    if (bytes > most) {
      throw new CannotPlan(`${what} takes ${bytes} bytes, and the device holds ${most} in one buffer`);
    }
  }
  const groups = updateGroups(layers, tiles.update);
  if (groups > maxComputeWorkgroupsPerDimension) {
    throw new CannotPlan(
      `the parameters take ${groups} workgroups, and the device starts ${maxComputeWorkgroupsPerDimension} at once`,
    );
  }
}
