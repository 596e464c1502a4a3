import type { Dataset } from "@proj/datasets";
import type { Manifest } from "@proj/model";
import { readArtifactFolder } from "@proj/model/node";

/** What decides a run's result, as far as its user chooses it. */
export interface RunChoices {
  readonly condition: string;
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly hiddenUnits: readonly number[];
  readonly reduction: string;
  readonly seed: number;
}

/**
 * Looks for a model that the very same run has written already, so that resuming it has nothing left to do.
 *
 * @param folder Where the model would go.
 * @param dataset What it is trained on.
 * @param choices The run.
 * @returns The model's manifest, or `null` where there is none, a broken one, or one of another run.
 */
export async function findCompleteRun(
  folder: string,
  dataset: Dataset,
  choices: RunChoices,
): Promise<Manifest | null> {
  const artifact = await readArtifactFolder(folder).catch(() => null);
  if (artifact === null) return null;
  const { condition, dataset: trainedOn, training } = artifact.manifest;
  const same =
    condition?.text === choices.condition &&
    trainedOn.sha256 === dataset.sha256 &&
    training.epochs === choices.epochs &&
    training.batchSize === choices.batchSize &&
    training.learningRate === choices.learningRate &&
    training.hiddenUnits.join() === choices.hiddenUnits.join() &&
    training.reduction === choices.reduction &&
    training.seed === choices.seed;
  return same ? artifact.manifest : null;
}
