import {
  add,
  concat,
  mul,
  reshape,
  slice,
  sum,
  type Tensor,
  type Tensor1D,
  tensor1d,
  zeros,
} from "@tensorflow/tfjs-core";
import { slicePart } from "../layout/slice-part.ts";
import { divisorOf, shares } from "./divisor.ts";
import { rememberClasses } from "./label-classes.ts";
import { liveLosses } from "./live-losses.ts";
import type { LossTerm } from "./loss-terms.ts";
import type { Pooling } from "./pooling.ts";
import type { Reduction } from "./reduction.ts";
import type { SampleLoss } from "./sample-loss.ts";
import { divisorSize, taskCount, totalTasks } from "./task-count.ts";
import { termWeight } from "./term-weight.ts";

/** How terms become one number. */
export interface Pool {
  readonly reduction: Reduction;
  readonly pooling: Pooling;
}

/** A part, and how much each sample `[B]` or label `[B, K]` of it counts. */
export interface CountedTerm {
  readonly term: LossTerm;
  readonly weight: Tensor;
}

/** A part's losses, not reduced, and how much each counts: both `[B]`, or both `[B, K]`. */
export interface WeighedTerm extends CountedTerm {
  readonly losses: Tensor;
}

/**
 * Computes how much each sample or label of every part counts.
 *
 * @param terms The terms.
 * @param labels `[B, L]` combined labels.
 * @param pool How they become one number.
 * @returns For each term `[B]` or `[B, K]`.
 */
export function countTerms(terms: readonly LossTerm[], labels: Tensor, { pooling }: Pool): CountedTerm[] {
  return terms.map((term) => ({ term, weight: termWeight(term, labels, pooling !== "sumOfParts") }));
}

/**
 * Computes a part's losses.
 *
 * @param term The term.
 * @param labels `[B, L]` combined labels.
 * @param predictions `[B, ...]` predictions of the part.
 * @param weight `[B]` or `[B, K]`.
 * @returns The losses with their weights.
 */
export function weighTerm(term: LossTerm, labels: Tensor, predictions: Tensor, weight: Tensor): WeighedTerm {
  const ownLabels = slicePart(labels, term.part);
  // Labels [B] minus predictions [B, 1] would be broadcast to [B, B].
  const isColumn = ownLabels.rank === 1 && predictions.rank === 2 && predictions.shape[1] === 1;
  const ownPredictions = isColumn ? reshape(predictions, ownLabels.shape) : predictions;
  if (weight.rank === 2 && ownPredictions.size !== weight.size) {
    throw new RangeError(
      `Cannot compute the combined loss: the predictions of the part ${JSON.stringify(term.name)} need the shape [${weight.shape}], one for each label, received [${ownPredictions.shape}]`,
    );
  }
  const loss: SampleLoss = (live, others) => term.loss(rememberClasses(live, term.part), others);
  return { term, weight, losses: liveLosses(loss, ownLabels, ownPredictions, weight) };
}

/**
 * Computes what the losses are divided by, in one vector: a number for each part (`sumOfParts`), one (`allLabels`), or one for
 * each task (`meanOfTasks`). Divisors of several batches add up to that of all of them.
 *
 * @param counted What `countTerms` gave.
 * @param pool How the terms become one number.
 * @returns The divisors; zeros for the reductions `none` and `sum`, which divide by nothing.
 */
export function poolDivisors(counted: readonly CountedTerm[], { reduction, pooling }: Pool): Tensor1D {
  if (reduction === "none" || reduction === "sum") return zeros([divisorSize(termsOf(counted), pooling)]);
  const divisors = counted.map(({ term, weight }) => {
    const divisor = divisorOf(weight, reduction, pooling === "meanOfTasks");
    const size = taskCount(term, pooling);
    return typeof divisor === "number"
      ? tensor1d(new Float32Array(size).fill(divisor))
      : reshape(divisor, [size]);
  });
  if (pooling === "allLabels") return divisors.reduce((all, divisor) => add(all, divisor)) as Tensor1D;
  return concat(divisors) as Tensor1D;
}

/**
 * Reduces each part's losses to what it adds to the whole.
 *
 * @param weighed The parts' losses.
 * @param pool How they become one number.
 * @param given The divisors of more than this batch, where it is a part of a larger one.
 * @returns For each part a scalar, or its losses for the reduction `none`.
 */
export function poolTerms(weighed: readonly WeighedTerm[], pool: Pool, given?: Tensor1D): Tensor[] {
  const { reduction, pooling } = pool;
  const tasks = pooling === "meanOfTasks" ? totalTasks(termsOf(weighed), pooling) : 1;
  const divides = reduction !== "none" && reduction !== "sum";
  const shared = sharedDivisors(weighed, pool, divides ? given : undefined);
  return weighed.map(({ term, weight, losses }, index) => {
    const divisor = shared?.[index] ?? divisorOf(weight, reduction, pooling === "meanOfTasks");
    const weighted = mul(losses, shares(weight, divisor));
    const factor = term.weight / tasks;
    const value = reduction === "none" ? weighted : sum(weighted);
    return factor === 1 ? value : mul(value, factor);
  });
}

/** Each term's divisor out of a vector: one that was given, or the one of all labels together. */
function sharedDivisors(
  weighed: readonly WeighedTerm[],
  pool: Pool,
  given: Tensor1D | undefined,
): readonly Tensor[] | undefined {
  const { reduction, pooling } = pool;
  if (pooling === "allLabels") {
    if (given === undefined && (reduction === "none" || reduction === "sum")) return undefined;
    const divisor = reshape(given ?? poolDivisors(weighed, pool), []);
    return weighed.map(() => divisor);
  }
  if (given === undefined) return undefined;
  let from = 0;
  return weighed.map(({ term, weight }) => {
    const size = taskCount(term, pooling);
    const divisor = slice(given, [from], [size]);
    from += size;
    return pooling === "meanOfTasks" && weight.rank === 2 ? divisor : reshape(divisor, []);
  });
}

function termsOf(counted: readonly CountedTerm[]): readonly LossTerm[] {
  return counted.map(({ term }) => term);
}
