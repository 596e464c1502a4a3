import type { ArtifactErrorCode } from "./artifact-error.ts";
import { modelFileName, weightsFileName } from "./artifact-files.ts";
import type { LayoutJson, LayoutPartJson, Manifest } from "./manifest.ts";

/** Two fields of a manifest that do not go together, or a field with a value that is not allowed. */
export interface Contradiction {
  readonly code: ArtifactErrorCode;
  /** What must hold, as the middle of "Cannot read manifest.json: REQUIREMENT, received VALUE". */
  readonly requirement: string;
  readonly received: unknown;
}

/** The most values of one input: 16 Mi, so that sizes stay exact and a buffer for one input can be had. */
const maxInputSize = 2 ** 24;

/** The most levels of the condition's expression: what is deeper could not be walked by recursion. */
const maxExpressionLevels = 500;

/**
 * Finds the first rule between the manifest's fields that does not hold.
 *
 * @param manifest A manifest whose fields have the right types.
 * @returns The contradiction, or `null` where there is none.
 */
export function findContradiction(manifest: Manifest): Contradiction | null {
  return (
    checkFiles(manifest) ??
    checkInput(manifest) ??
    checkLabels(manifest) ??
    checkClasses(manifest) ??
    checkCondition(manifest)
  );
}

function checkFiles({ files }: Manifest): Contradiction | null {
  const names = Object.keys(files);
  const unsafe = names.find((name) => !/^[A-Za-z0-9_][A-Za-z0-9._-]*$/.test(name));
  if (unsafe !== undefined) {
    return {
      code: "unsafe-name",
      requirement: "a name in files must be a plain file name of letters, digits, '.', '_' and '-'",
      received: unsafe,
    };
  }
  const expected = [modelFileName, weightsFileName];
  const unknown = names.find((name) => !expected.includes(name));
  const missing = expected.find((name) => !names.includes(name));
  if (unknown === undefined && missing === undefined) return null;
  return invalid(`files must hold ${expected.join(" and ")} and nothing else`, names.sort().join(", "));
}

function checkInput({ input }: Manifest): Contradiction | null {
  const size = input.shape.reduce((product, length) => product * length, 1);
  return size <= maxInputSize
    ? null
    : invalid(`the sizes of input.shape must multiply to at most ${maxInputSize}`, size);
}

function checkLabels({ labels }: Manifest): Contradiction | null {
  const { width, parts } = labels.layout;
  let nextOffset = 0;
  for (const [name, part] of Object.entries(parts).sort(([, a], [, b]) => a.offset - b.offset)) {
    const path = `labels.layout.parts.${name}`;
    const expectedWidth = widthOf(part, parts);
    if (part.offset !== nextOffset) return invalid(`${path}.offset must be ${nextOffset}`, part.offset);
    if (part.width !== expectedWidth) return invalid(`${path}.width must be ${expectedWidth}`, part.width);
    nextOffset += part.width;
  }
  if (nextOffset !== width)
    return invalid(`labels.layout.width must be ${nextOffset}, the sum of its parts`, width);
  for (const [index, { part, mask }] of labels.learned.entries()) {
    const path = `labels.learned[${index}]`;
    if (!Object.hasOwn(parts, part)) return invalid(`${path}.part must name a part of the layout`, part);
    const unknown = mask.find((name) => !Object.hasOwn(parts, name));
    if (unknown !== undefined) return invalid(`${path}.mask must name parts of the layout`, unknown);
  }
  return null;
}

/** The number of columns that a part of its kind must have. */
function widthOf(part: LayoutPartJson, parts: LayoutJson["parts"]): number {
  switch (part.kind) {
    case "oneHot":
      return part.classes;
    case "flags":
    case "values":
      return part.size;
    case "presence": {
      const other = Object.hasOwn(parts, part.of) ? parts[part.of] : undefined;
      return other?.kind === "flags" || other?.kind === "values" ? other.size : 1;
    }
    default:
      return 1;
  }
}

function checkClasses({ classes, labels }: Manifest): Contradiction | null {
  const misplaced = classes.findIndex((entry, index) => entry.label !== index);
  if (misplaced !== -1) {
    return invalid(
      `classes[${misplaced}].label must be ${misplaced}, its column in the predictions`,
      classes[misplaced]?.label,
    );
  }
  const contradictory = classes.findIndex((entry) => entry.supervised !== entry.samples > 0);
  if (contradictory !== -1) {
    const { supervised, samples } = classes[contradictory] ?? {};
    return invalid(
      `classes[${contradictory}].supervised must be ${!supervised} where samples is ${samples}`,
      supervised,
    );
  }
  const expected = labels.learned.flatMap(({ part }) =>
    Array<string>(outputsOf(labels.layout.parts[part])).fill(part),
  );
  if (classes.length !== expected.length) {
    const parts = labels.learned.map(({ part }) => part).join(", ");
    return invalid(
      `classes must have one entry for each of the ${expected.length} outputs of ${parts}`,
      classes,
    );
  }
  const foreign = classes.findIndex(({ part }, index) => part !== expected[index]);
  if (foreign === -1) return null;
  return invalid(`classes[${foreign}].part must be "${expected[foreign]}"`, classes[foreign]?.part);
}

/** The number of columns of the predictions of a part. */
function outputsOf(part: LayoutPartJson | undefined): number {
  if (part?.kind === "oneHot" || part?.kind === "classIndex") return part.classes;
  return part?.kind === "flags" || part?.kind === "values" ? part.size : 1;
}

function checkCondition({ condition }: Manifest): Contradiction | null {
  let level: unknown[] = [condition?.expression];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > maxExpressionLevels) {
      return invalid(
        `condition.expression must have at most ${maxExpressionLevels} levels`,
        condition?.expression,
      );
    }
    level = level.flatMap((value) =>
      typeof value === "object" && value !== null ? Object.values(value) : [],
    );
  }
  return null;
}

function invalid(requirement: string, received: unknown): Contradiction {
  return { code: "invalid-manifest", requirement, received };
}
