/** A score of one epoch. */
export interface EpochScore {
  /** The epoch, from 1. */
  readonly epoch: number;
  /** What the validation gave at its end. */
  readonly score: number;
}

/** How each epoch is scored, on samples that are not trained on, and what follows from it. */
export interface Validation {
  /** What is measured, as a person calls it: `"mean ROC-AUC"`. */
  readonly name: string;
  /** Scores the model with the weights it holds when called, at an epoch's end; a finite number. */
  readonly evaluate: () => Promise<number>;
  /** Which way scores get better. */
  readonly better: "higher" | "lower";
  /** Ends the run after so many epochs without a better score; without it every epoch is trained. */
  readonly patience?: number | undefined;
}

/**
 * Finds the epoch with the best score; of equal ones the first.
 *
 * @param scores The scores so far.
 * @param better Which score wins.
 * @returns The epoch, or `null` where there is no score.
 */
export function bestEpochOf(scores: readonly EpochScore[], better: Validation["better"]): number | null {
  const sign = better === "higher" ? 1 : -1;
  let best: EpochScore | null = null;
  for (const each of scores) {
    if (best === null || sign * each.score > sign * best.score) best = each;
  }
  return best?.epoch ?? null;
}

/**
 * Tells whether a run has gone on for as many epochs without a better score as it has patience.
 *
 * @param scores The scores so far, one an epoch.
 * @param validation What the run was asked for.
 * @returns Whether it ends here.
 */
export function isPatienceOver(
  scores: readonly EpochScore[],
  { better, patience }: Pick<Validation, "better" | "patience">,
): boolean {
  const best = bestEpochOf(scores, better);
  const last = scores.at(-1);
  return patience !== undefined && best !== null && last !== undefined && last.epoch - best >= patience;
}

/**
 * Scores an epoch that has just ended.
 *
 * @param validation How.
 * @param epoch Which, from 1; for the message.
 * @param lastCheckpoint Tells where the run can be taken up again; for the message.
 * @returns The score.
 * @throws {Error} If it is no finite number.
 */
export async function scoreEpoch(
  { name, evaluate }: Validation,
  epoch: number,
  lastCheckpoint: string,
): Promise<number> {
  const score = await evaluate();
  if (!Number.isFinite(score)) {
    throw new Error(
      `Cannot go on training: the validation score "${name}" must be a finite number, received ${score} after epoch ${epoch}. ${lastCheckpoint}`,
    );
  }
  return score;
}
