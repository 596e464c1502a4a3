import { checkFields } from "../errors/check-fields.ts";
import { describeNames, describeValue } from "../errors/describe-value.ts";
import type { Layout, Part } from "../layout/layout.ts";
import { isList } from "../layout/part-kinds.ts";
import { presencesOf } from "../layout/presences.ts";
import { kindsOfLoss } from "./fitting-losses.ts";
import type { PartLoss } from "./part-losses.ts";
import type { SampleLoss } from "./sample-loss.ts";

/** One part's loss, checked, with the columns that it needs looked up. */
export interface LossTerm {
  /** The part's name in the layout. */
  readonly name: string;
  /** The part, with its place in the labels. */
  readonly part: Part;
  /** The loss of each sample. */
  readonly loss: SampleLoss;
  /** The parts whose product says how much each sample, or each label, counts. */
  readonly masks: readonly Part[];
  /** What the part's loss is multiplied by. */
  readonly weight: number;
}

/**
 * Looks the parts of a combined loss up in the layout.
 *
 * @param layout The layout.
 * @param losses The losses by part.
 * @returns The terms of the loss, in the order in which they are named.
 * @throws {TypeError} Where there are no losses, a part or mask is not in the layout, a mask is no flag, sample weight or
 *   presence, or a loss is no function or does not fit the part's kind.
 * @throws {RangeError} Where a weight is not above 0, or a mask has another number of columns than the part.
 */
export function lossTerms(layout: Layout, losses: object): LossTerm[] {
  const presences = presencesOf(layout);
  const terms = Object.entries<PartLoss>({ ...losses }).map(([name, term]) =>
    lossTerm(layout, presences, name, term),
  );
  if (terms.length > 0) return terms;
  throw new TypeError("Cannot combine losses: at least one part needs a loss, received none");
}

type Presences = ReturnType<typeof presencesOf>;

function lossTerm(layout: Layout, presences: Presences, name: string, term: PartLoss): LossTerm {
  const part = partOf(layout, name);
  const where = `the part ${JSON.stringify(name)}`;
  // A misspelt mask would be none, so that everything counts.
  checkFields("combine losses", where, term, ["loss", "mask", "weight"]);
  const { loss, mask, weight = 1 } = term;
  if (part.kind === "sampleWeight" || part.kind === "presence") {
    throw new TypeError(
      `Cannot combine losses: only parts that hold labels can be learned, received ${where} of kind ${part.kind}`,
    );
  }
  checkLoss(where, part, loss);
  if (!Number.isFinite(weight) || weight <= 0) {
    throw new RangeError(
      `Cannot combine losses: the weight of ${where} must be above 0, received ${describeValue(weight)}; leave the part out to ignore it`,
    );
  }
  const named = maskNames(where, name, mask);
  const masks = named.map((each) => {
    const found = partOf(layout, each);
    checkMask(where, part, each, found, presences.has(each));
    return found;
  });
  const presence = presences.get(name)?.[1];
  if (presence !== undefined && !masks.includes(presence)) masks.push(presence);
  // lossTerm is called through the types of combinedLoss, which fit the loss to the part.
  return { name, part, loss: loss as SampleLoss, masks, weight };
}

/** The names of a part's masks: each once, since a weight that is named twice would be squared, and none the part itself. */
function maskNames(where: string, name: string, mask: unknown): readonly string[] {
  const named: readonly unknown[] = typeof mask === "string" ? [mask] : Array.isArray(mask) ? mask : [];
  const isNames = named.every((each): each is string => typeof each === "string");
  if (!isNames || (mask !== undefined && typeof mask !== "string" && !Array.isArray(mask))) {
    throw new TypeError(
      `Cannot combine losses: the mask of ${where} must be a name or a list of names, received ${describeValue(mask)}`,
    );
  }
  const twice = named.find((each, index) => named.indexOf(each) !== index);
  if (twice !== undefined) {
    throw new TypeError(
      `Cannot combine losses: the mask of ${where} must name each part once, received ${describeValue(twice)} twice`,
    );
  }
  if (named.includes(name)) {
    throw new TypeError(
      `Cannot combine losses: the mask of ${where} must be another part, received itself: only its positives would count`,
    );
  }
  return named;
}

/**
 * Tells whether each label of a part counts for itself, and so is a sample of its own to the loss.
 *
 * @param term The part's loss.
 * @returns `true` where the part has several labels, and a presence among its masks has a column for each.
 */
export function isMaskedByLabel({ part, masks }: LossTerm): boolean {
  return isList(part) && masks.some(({ kind, width }) => kind === "presence" && width === part.width);
}

function checkLoss(where: string, part: Part, loss: unknown): void {
  if (typeof loss !== "function") {
    throw new TypeError(
      `Cannot combine losses: the loss of ${where} must be a function, received ${describeValue(loss)}`,
    );
  }
  const known = kindsOfLoss(loss);
  if (known !== undefined && !known.kinds.includes(part.kind)) {
    throw new TypeError(
      `Cannot combine losses: ${known.name} learns parts of the kinds ${describeNames(known.kinds)}, received ${where} of kind ${part.kind}`,
    );
  }
}

function checkMask(where: string, part: Part, name: string, mask: Part, mayBeMissing: boolean): void {
  const received = `received ${describeValue(name)} of kind ${mask.kind}`;
  if (mask.kind !== "flag" && mask.kind !== "sampleWeight" && mask.kind !== "presence") {
    throw new TypeError(
      `Cannot combine losses: the mask of ${where} must be a flag, sample weight or presence part, ${received}`,
    );
  }
  if (mayBeMissing) {
    throw new TypeError(
      `Cannot combine losses: the mask of ${where} must be known for every sample, ${received} that may be missing; state it with a condition`,
    );
  }
  if (mask.width > 1 && !(isList(part) && mask.width === part.width)) {
    const columns = isList(part) ? `1 column or ${part.width}` : "1 column";
    throw new RangeError(
      `Cannot combine losses: the mask of ${where} must have ${columns}, ${received} with ${mask.width}`,
    );
  }
}

function partOf(layout: Layout, name: string): Part {
  const part = Object.hasOwn(layout.parts, name) ? layout.parts[name] : undefined;
  if (part !== undefined) return part;
  throw new TypeError(
    `Cannot combine losses: the layout has no part ${describeValue(name)}; its parts are ${describeNames(Object.keys(layout.parts))}`,
  );
}
