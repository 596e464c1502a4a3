import { isList } from "../layout/part-kinds.ts";
import type { LossTerm } from "./loss-terms.ts";
import type { Pooling } from "./pooling.ts";

/**
 * The number of tasks that a term is to a pooling, and so of the numbers that it has in a divisor.
 *
 * @param term The term.
 * @param pooling How terms become one number.
 * @returns For `meanOfTasks` the number of the part's labels, which are its tasks; else 1.
 */
export function taskCount({ part }: LossTerm, pooling: Pooling): number {
  return pooling === "meanOfTasks" && isList(part) ? part.width : 1;
}

/**
 * The number of tasks of all terms.
 *
 * @param terms The terms.
 * @param pooling How they become one number.
 * @returns The sum of their tasks.
 */
export function totalTasks(terms: readonly LossTerm[], pooling: Pooling): number {
  return terms.reduce((total, term) => total + taskCount(term, pooling), 0);
}

/**
 * The number of numbers in a divisor.
 *
 * @param terms The terms.
 * @param pooling How they become one number.
 * @returns One for all labels together (`allLabels`), else one for each task.
 */
export function divisorSize(terms: readonly LossTerm[], pooling: Pooling): number {
  return pooling === "allLabels" ? 1 : totalTasks(terms, pooling);
}
