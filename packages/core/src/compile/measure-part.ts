import { div, mul, type Scalar, sum, type Tensor, tidy } from "@tensorflow/tfjs-core";
import { checkLabels } from "../layout/check-labels.ts";
import type { Layout } from "../layout/layout.ts";
import { freeTape } from "../losses/free-tape.ts";
import type { LossTerm } from "../losses/loss-terms.ts";
import { checkSomethingLive, type WhenNothingLive } from "../losses/nothing-live.ts";
import {
  type CountedTerm,
  countTerms,
  type Pool,
  poolDivisors,
  poolTerms,
  weighTerm,
} from "../losses/pooled-terms.ts";
import { taskCount, totalTasks } from "../losses/task-count.ts";
import { termPredictions } from "../losses/term-predictions.ts";
import { termWeight } from "../losses/term-weight.ts";
import type { CompiledPart } from "./compiled-part.ts";

const ACTION = "compute the loss of the model";

/** What the predictions of a part come to in a batch: scalars. */
export interface PartMeasures {
  /** What the part adds to the combined loss. */
  readonly weightedLoss: Scalar;
  /** Its own loss. */
  readonly loss: Scalar;
  /** How much counts, by sample of the batch: tfjs multiplies by their number when it averages batches. */
  readonly weight: Scalar;
  /** Of each metric what it sums to over what counts, by sample of the batch. */
  readonly sums: readonly Scalar[];
}

/** Everything that is compiled, apart from the model. */
export interface CompiledLosses {
  readonly layout: Layout;
  readonly parts: readonly CompiledPart[];
  readonly pool: Pool;
  readonly whenNothingLive: WhenNothingLive;
}

/**
 * Makes the function that measures one part by the labels of all and its own predictions.
 *
 * tfjs calls the loss and each metric of an output by themselves; all are measured at once, on the first call with some
 * predictions, and remembered for as long as these live. So a metric that throws does it before tfjs has kept anything.
 *
 * @param compiled All parts.
 * @param index The part.
 * @returns A function of `[B, L]` labels and the part's predictions; it makes tensors of the scope that it is called in.
 */
export function createMeasure(
  compiled: CompiledLosses,
  index: number,
): (labels: Tensor, predictions: Tensor) => PartMeasures {
  const measured = new WeakMap<Tensor, { readonly labels: Tensor; readonly measures: PartMeasures }>();
  return (labels, predictions) => {
    const known = measured.get(predictions);
    if (known?.labels === labels && !known.measures.weight.isDisposed) return known.measures;
    try {
      const measures = measurePart(compiled, index, labels, predictions);
      measured.set(predictions, { labels, measures });
      return measures;
    } catch (error) {
      freeTape();
      throw error;
    }
  };
}

function measurePart(
  { layout, parts, pool, whenNothingLive }: CompiledLosses,
  index: number,
  labels: Tensor,
  predictions: Tensor,
): PartMeasures {
  checkLabels(ACTION, layout, labels);
  const terms = parts.map(({ term }) => term);
  const { term, metrics } = parts[index] as CompiledPart;
  const input = termPredictions(ACTION, term, predictions, labels, 1);
  const measures = tidy(() => {
    const checks = whenNothingLive === "throw" && index === 0;
    const all = checks || pool.pooling === "allLabels" ? countTerms(terms, labels, pool) : [];
    if (checks) checkSomethingLive(ACTION, all);
    const [{ weight }] = countTerms([term], labels, pool) as [CountedTerm];
    const weighed = weighTerm(term, labels, input, weight);
    const shared = pool.pooling === "allLabels" ? poolDivisors(all, pool) : undefined;
    const part = { ...weighed, term: { ...term, weight: term.weight * shareOfTasks(terms, term, pool) } };
    const alone = { ...weighed, term: { ...term, weight: 1 } };
    const [weightedLoss] = poolTerms([part], pool, shared) as [Scalar];
    const [loss] = poolTerms([alone], { ...pool, pooling: "sumOfParts" }) as [Scalar];

    // Metrics see samples, or labels where these have weights of their own, whatever the pooling.
    const counts = termWeight(term, labels, false);
    const [size = 1] = labels.shape;
    const sums = metrics.map(({ metric }) => {
      const { losses: values } = weighTerm({ ...term, loss: metric }, labels, input, counts);
      return div<Scalar>(sum(mul(values, counts)), size);
    });
    return { weightedLoss, loss, weight: div<Scalar>(sum(counts), size), sums };
  });
  // tidy gives back what it was given.
  return measures as PartMeasures;
}

/** A mean over the tasks of all parts is the sum over parts of their means, each times its share of the tasks. */
function shareOfTasks(terms: readonly LossTerm[], term: LossTerm, { pooling }: Pool): number {
  return pooling === "meanOfTasks" ? taskCount(term, pooling) / totalTasks(terms, pooling) : 1;
}
