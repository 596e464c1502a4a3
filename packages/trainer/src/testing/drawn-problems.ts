import { numbersOf, type Problem, type ProblemPart } from "./fused-problem.ts";

const masks: readonly ProblemPart["mask"][] = ["all", "none", "weight", "flag"];

/**
 * Draws problems of sizes that nobody has picked: edges of tiles lie anywhere, the first has a single column, the second a single row, and
 * masks of all kinds take turns.
 *
 * @param count How many.
 * @returns The same ones each time.
 */
export function drawnProblems(count: number): Problem[] {
  return Array.from({ length: count }, (_, draw): Problem => {
    const next = numbersOf(Math.imul(draw + 1, 0x9e3779b1));
    const size = (most: number): number => 1 + Math.floor(next() * most);
    const width = draw === 0 ? 1 : size(70);
    const rows = draw === 1 ? 1 : size(40);
    const hidden: Problem["hidden"] =
      draw % 2 === 0
        ? [[size(40), "tanh"]]
        : [
            [size(40), "relu"],
            [size(9), "tanh"],
          ];
    const mask = masks[draw % masks.length] ?? "all";
    return {
      title: `${rows} rows of ${width}, hidden ${hidden.map(([units]) => units).join(" and ")}, mask ${mask}`,
      shape: [width],
      bytes: draw % 2 === 0,
      hidden,
      parts: [{ units: 1 + size(12), loss: "categoricalCrossentropy", mask }],
      reduction: "sumOverBatchSize",
      rows,
    };
  });
}
