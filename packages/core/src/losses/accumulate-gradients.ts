import {
  add,
  dispose,
  type NamedTensorMap,
  type Scalar,
  type Tensor,
  type Tensor1D,
  tidy,
  type Variable,
  variableGrads,
} from "@tensorflow/tfjs-core";
import type { CombinedLoss, PartPredictions } from "./combined-loss.ts";
import { freeTape } from "./free-tape.ts";
import type { Reduction } from "./reduction.ts";

/** A piece of a batch that is too large to go through a model at once. */
export interface MicroBatch<Name extends string> {
  /** `[B, L]` float32 labels of the piece; they stay the caller's. */
  readonly labels: Tensor;
  /** Computes the piece's predictions, as the combined loss takes them. What it makes is disposed after its gradients. */
  readonly predict: () => PartPredictions<Name>;
}

/** The gradient of a variable, as `optimizer.applyGradients` and `dispose` of tfjs take it. */
// No interface, which dispose would not take.
export type VariableGradient = {
  /** The name of the variable. */
  name: string;
  /** The gradient, of the variable's shape. */
  tensor: Tensor;
};

/** The loss of a whole batch, and its gradients. */
export interface AccumulatedGradients {
  /** The loss. */
  readonly value: Scalar;
  /** The gradients of the variables that the loss depends on, for `optimizer.applyGradients`. */
  readonly grads: VariableGradient[];
}

interface Sum {
  readonly value: Scalar;
  readonly grads: NamedTensorMap;
}

/**
 * Computes loss and gradients of a batch that comes in pieces, as if it had come whole.
 *
 * Formula, with `d` what the reduction divides by (see `divisor` of a combined loss): the losses and gradients of all pieces,
 * each divided by the sum of `d` over all pieces, are added up. So four pieces of 32 give what one batch of 128 gives, for
 * every reduction and pooling, also where the pieces differ in how much of them counts. What a layer computes over its batch
 * (batch normalisation), and a model's regularizers, are no part of it.
 *
 * @param loss A combined loss with a reduction. With `whenNothingLive` of `throw`, a single piece in which nothing counts throws.
 * @param batches The pieces, at least one. Each is predicted once, one after another, and its activations are freed before
 *   the next; only the gradients are kept between.
 * @param variables The variables to differentiate by; all trainable ones if left out.
 * @returns The loss and the gradients. The caller disposes both, the gradients after `applyGradients`.
 * @throws {RangeError} Where there are no pieces.
 * @throws As the loss does.
 *
 * @example
 * ```ts
 * import * as tf from "@tensorflow/tfjs";
 * import { accumulateGradients, combinedLoss, combineLabels, defineLayout, flag, meanSquaredError, value } from "@proj/core";
 *
 * const layout = defineLayout({ age: value(), asked: flag() });
 * const loss = combinedLoss(
 *   layout,
 *   { age: { loss: meanSquaredError, mask: "asked" } },
 *   { reduction: "meanWithSampleWeight" },
 * );
 * const guess = tf.variable(tf.scalar(0));
 * const pieces = [30, 40].map((age) => combineLabels(layout, [{ age, asked: true }]));
 * const { value: cost, grads } = accumulateGradients(
 *   loss,
 *   pieces.map((labels) => ({ labels, predict: () => guess.reshape([1]) })),
 * );
 * tf.train.sgd(0.25).applyGradients(grads);
 * console.log((await cost.data())[0], (await guess.data())[0]); // (30 ** 2 + 40 ** 2) / 2 = 1250 and 0.25 * 70 = 17.5
 * tf.dispose([cost, grads, guess, pieces]);
 * ```
 *
 * Source: https://pytorch.org/docs/stable/notes/amp_examples.html#gradient-accumulation
 */
export function accumulateGradients<Name extends string, R extends Exclude<Reduction, "none">>(
  loss: CombinedLoss<Name, R>,
  batches: Iterable<MicroBatch<Name>>,
  variables?: Variable[],
): AccumulatedGradients {
  const pieces = [...batches];
  const [first, ...others] = pieces;
  if (first === undefined) {
    throw new RangeError("Cannot accumulate gradients: at least one batch is needed, received none");
  }
  const divisor = tidy(() => {
    const divisors = pieces.map(({ labels }) => loss.divisor(labels));
    return divisors.reduce((sum, next) => add<Tensor1D>(sum, next));
  });
  try {
    const { value, grads } = others.reduce(
      (sum, piece) => addPiece(sum, () => gradientsOf(loss, piece, divisor, variables)),
      gradientsOf(loss, first, divisor, variables),
    );
    return { value, grads: Object.entries(grads).map(([name, tensor]) => ({ name, tensor })) };
  } finally {
    divisor.dispose();
  }
}

function gradientsOf<Name extends string, R extends Exclude<Reduction, "none">>(
  loss: CombinedLoss<Name, R>,
  { labels, predict }: MicroBatch<Name>,
  divisor: Tensor1D,
  variables: Variable[] | undefined,
): Sum {
  try {
    // The tidy frees the loss where no variable is reached, which throws.
    return tidy(() => variableGrads(() => loss(labels, predict(), divisor) as Scalar, variables));
  } catch (error) {
    freeTape();
    throw error;
  }
}

/** Adds a piece to the sum so far, which it frees whatever happens. */
function addPiece(sum: Sum, piece: () => Sum): Sum {
  try {
    return tidy(() => {
      const { value, grads } = piece();
      // A variable that a piece does not reach has no gradient there.
      const names = new Set([...Object.keys(sum.grads), ...Object.keys(grads)]);
      const sums = [...names].map((name) => [name, addIfAny(sum.grads[name], grads[name])] as const);
      return { value: add<Scalar>(sum.value, value), grads: Object.fromEntries(sums) };
    });
  } finally {
    dispose([sum.value, ...Object.values(sum.grads)]);
  }
}

function addIfAny(sum: Tensor | undefined, next: Tensor | undefined): Tensor {
  if (sum !== undefined && next !== undefined) return add(sum, next);
  // Cloned, since the sum so far is freed.
  return (sum ?? next)?.clone() as Tensor;
}
