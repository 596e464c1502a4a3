import { configurationOf, type LossTerm, sparseCategoricalCrossentropy } from "@proj/core";

/**
 * Counts the outputs that a part of the labels takes of a model.
 *
 * @param term The part's loss.
 * @returns One for each class where labels are numbers of classes, else one for each of the part's columns.
 */
export function outputsOfPart({ part, loss }: Pick<LossTerm, "part" | "loss">): number {
  if (part.kind === "classIndex") return part.classes;
  // A flag that is learned as one of two classes.
  const isOfClasses = part.kind === "flag" && configurationOf(loss).loss === sparseCategoricalCrossentropy;
  return isOfClasses ? 2 : part.width;
}
