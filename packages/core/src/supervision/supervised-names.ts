import type { LossTerm } from "../losses/loss-terms.ts";
import type { SupervisionCount } from "./supervision-count.ts";

/**
 * Names what a part's labels supervise: its classes, its labels where it holds several, or itself.
 *
 * @param term The part's loss.
 * @returns The names, in the order of `liveLabelCounts`.
 */
export function supervisedNames({
  name: part,
  part: definition,
}: Pick<LossTerm, "name" | "part">): Omit<SupervisionCount, "live">[] {
  const of = (size: number, names: readonly string[] | undefined): Omit<SupervisionCount, "live">[] =>
    Array.from({ length: size }, (_, index) => {
      const label = names?.[index] ?? String(index);
      return { part, label, name: `${part} ${label}` };
    });
  switch (definition.kind) {
    case "oneHot":
    case "classIndex":
      return of(definition.classes, definition.names);
    case "flags":
    case "values":
      return of(definition.size, definition.names);
    default:
      return [{ part, label: "", name: part }];
  }
}
