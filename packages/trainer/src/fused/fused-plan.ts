import type { LossDefinition } from "@proj/core";
import type { AdapterKind } from "../backend/backend.ts";
import type { OptimizerSpec, TrainingData } from "../engine/engine.ts";
import type { DenseLayer } from "./dense-layer.ts";
import type { AdapterTiles } from "./kernels/adapter-tiles.ts";
import type { LossHead } from "./loss-head.ts";
import type { StepLayout } from "./step-layout.ts";

/** All that the fused engine has to know to make its kernels and its buffers. */
export interface FusedPlan {
  /** The device, which is TensorFlow.js's as well. */
  readonly device: GPUDevice;
  /** What its adapter is made of. */
  readonly kind: AdapterKind;
  /** Whether the runtime keeps a core busy while it waits for the device. */
  readonly isWaitingBusy: boolean;
  /** The dense layers, from the input on, at least one. */
  readonly layers: readonly DenseLayer[];
  readonly layout: StepLayout;
  /** Whether the model has dropout layers whose masks depend on the step, so that the step is part of a state. */
  readonly isStepSaved: boolean;
  /** What the loss computes, in its own words. */
  readonly definition: LossDefinition | undefined;
  readonly head: LossHead;
  readonly optimizer: OptimizerSpec;
  readonly data: TrainingData;
  readonly tiles: AdapterTiles;
}
