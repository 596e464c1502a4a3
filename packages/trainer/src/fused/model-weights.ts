import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { FusedPlan } from "./fused-plan.ts";
import { createHeadCopies } from "./head-copies.ts";
import { type PlacedWeight, placeWeights, putWeight } from "./placed-weight.ts";

/** The model's variables, which own the weights, beside the parameters that kernels compute with. */
export interface ModelWeights {
  readonly placed: readonly PlacedWeight[];
  /** The variables' values, one after another, where somebody else has assigned one since; else `null`. */
  pull(): Promise<Float32Array<ArrayBuffer> | null>;
  /** Records the copy of the parameters to the variables. */
  record(encoder: GPUCommandEncoder, parameters: GPUBuffer): void;
  /** Lets the variables have what was copied. Call it after the commands were handed over. */
  publish(): void;
  /** Gives the variables memory that TensorFlow.js owns. */
  dispose(): void;
}

/**
 * Ties a model's variables to the parameters of its kernels: each variable has a buffer of its own, which a copy on the device fills.
 *
 * @param plan The plan.
 * @returns The tie; the caller disposes it.
 */
export function createModelWeights({ device, layers, layout }: FusedPlan): ModelWeights {
  const placed = placeWeights(layers, layout);
  const copies = createHeadCopies(device, placed);
  const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
  const tied = placed.map((weight) => ({
    weight,
    variable: weight.variable,
    buffer: device.createBuffer({
      label: weight.name,
      size: weight.size * 4,
      usage: STORAGE | COPY_SRC | COPY_DST,
    }),
    /** What the variable held when it was last given something here. */
    dataId: null as object | null,
  }));

  return {
    placed,
    async pull() {
      if (tied.every(({ variable, dataId }) => variable.dataId === dataId)) return null;
      const values = new Float32Array(layout.parameterCount);
      for (const { variable, weight } of tied) putWeight(values, weight, await variable.data());
      for (const each of tied) each.dataId = each.variable.dataId;
      return values;
    },
    record(encoder, parameters) {
      submitPending();
      copies?.record(encoder, parameters);
      for (const { buffer, weight } of tied) {
        const place = copies?.placeOf(weight);
        const [source, first] =
          copies && place !== undefined ? [copies.buffer, place] : [parameters, weight.offset];
        encoder.copyBufferToBuffer(source, first * 4, buffer, 0, weight.size * 4);
      }
    },
    publish() {
      for (const each of tied) {
        // A new tensor on the same buffer: TensorFlow.js would go on giving the values that it has read from the last one.
        const { variable, buffer } = each;
        const tensor = tf.tensor({ buffer, zeroCopy: true }, variable.shape, "float32");
        variable.assign(tensor);
        tensor.dispose();
        each.dataId = variable.dataId;
      }
    },
    dispose() {
      for (const { variable, buffer, dataId } of tied) {
        if (!variable.isDisposed && variable.dataId === dataId) {
          const tensor = tf.tensor({ buffer }, variable.shape, "float32");
          variable.assign(tensor);
          tensor.dispose();
        }
        buffer.destroy();
      }
      copies?.dispose();
    },
  };
}

/** What TensorFlow.js has recorded and not handed over yet may still read the weights as they are. */
function submitPending(): void {
  const backend = tf.backend() as WebGPUBackend;
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.submitQueue();
}
