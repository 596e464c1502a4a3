import { engine } from "@tensorflow/tfjs-core";

/**
 * Frees what TensorFlow.js keeps for the way back, after a function that was being differentiated threw.
 *
 * Symptom: operations save tensors for their gradients outside of every `tidy`, and only a way back that is gone to its end
 * frees them: whatever throws in `minimize` or `variableGrads` leaves a few tensors for each operation that had run.
 *
 * Source: `gradients` in https://github.com/tensorflow/tfjs/blob/tfjs-v4.22.0/tfjs-core/src/engine.ts
 *
 * Delete this when a release frees the tape on errors: the tests that count tensors after an error pass without it then.
 */
export function freeTape(): void {
  const { state } = engine();
  // A deeper tape belongs to somebody who may yet go back.
  if (state.gradientDepth > 1 || state.activeTape === null || state.activeTape === undefined) return;
  for (const { saved } of state.activeTape) {
    for (const tensor of saved ?? []) tensor.dispose();
  }
  state.activeTape = [];
}
