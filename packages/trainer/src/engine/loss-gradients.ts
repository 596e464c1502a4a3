import * as tf from "@tensorflow/tfjs";

/** A gradient, with its variable's name. */
export interface NamedGradient {
  name: string;
  tensor: tf.Tensor;
}

/**
 * Computes a loss and its gradients, and leaves no tensor behind where the loss throws.
 *
 * Symptom: `variableGrads`, and with it `minimize`, frees what the forward operations saved for the way back at the end of the
 * backward pass; where the forward pass throws there is none, and it stays for ever. So a failure waits until the backward pass
 * of a stand-in, the sum of the first variable, is over. Delete this file when `Engine.gradients` clears its tape on errors:
 * https://github.com/tensorflow/tfjs/blob/tfjs-v4.22.0/tfjs-core/src/engine.ts
 *
 * @param loss Computes the loss.
 * @param variables What the gradients are for; at least one.
 * @returns The loss, and the gradients in the order of the variables, by which optimizers keep their memory; the caller disposes
 * all of them.
 * @throws What `loss` throws.
 */
export function lossGradients(
  loss: () => tf.Scalar,
  variables: tf.Variable[],
): { readonly cost: tf.Scalar; readonly gradients: NamedGradient[] } {
  const failures: unknown[] = [];
  const { value: cost, grads } = tf.variableGrads(() => {
    try {
      return loss();
    } catch (error) {
      const [first] = variables;
      if (first === undefined) throw error;
      failures.push(error);
      return tf.sum<tf.Scalar>(first);
    }
  }, variables);
  if (failures.length > 0) {
    tf.dispose([cost, grads]);
    throw failures[0];
  }
  // Undefined where the loss does not depend on a variable, in spite of its type: optimizers pass over it.
  return { cost, gradients: variables.map(({ name }) => ({ name, tensor: grads[name] as tf.Tensor })) };
}
