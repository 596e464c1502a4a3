import { isMaskedByLabel, type LossTerm } from "./loss-terms.ts";
import type { Pool } from "./pooled-terms.ts";

/**
 * Checks that losses which are not reduced can be added: of one part in any shape, of several parts where each sample has one.
 *
 * @param terms The terms.
 * @param pool How they become one number.
 * @throws {RangeError} Where they cannot.
 */
export function checkPooledShapes(terms: readonly LossTerm[], { reduction, pooling }: Pool): void {
  if (reduction !== "none") return;
  if (pooling !== "sumOfParts") {
    throw new RangeError(
      `Cannot combine losses: the pooling ${pooling} needs a reduction, received "none"; use sumOfParts, or reduce`,
    );
  }
  const byLabel = terms.find(isMaskedByLabel);
  if (byLabel !== undefined && terms.length > 1) {
    throw new RangeError(
      `Cannot combine losses: without a reduction each part needs one loss for a sample, received ${JSON.stringify(byLabel.name)} with one for each of its ${byLabel.part.width} labels`,
    );
  }
}
