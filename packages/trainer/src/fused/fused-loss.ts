import {
  binaryCrossentropy,
  binaryFocalCrossentropy,
  categoricalCrossentropy,
  categoricalFocalCrossentropy,
  configurationOf,
  hinge,
  huber,
  type LossTerm,
  meanAbsoluteError,
  meanSquaredError,
  sparseCategoricalCrossentropy,
} from "@proj/core";
import { CannotPlan } from "./cannot-plan.ts";

/** A loss that the fused engine computes, with its settings. It has the name of the function of `@proj/core`. */
export type FusedLoss = ClassLoss | BinaryLoss | ErrorLoss;

/** A cross-entropy of classes that exclude each other. */
export interface ClassLoss {
  readonly kind: "classes";
  readonly name: string;
  /** Whether a label is the class's number, and not a column for each class. */
  readonly isIndex: boolean;
  readonly fromLogits: boolean;
  readonly labelSmoothing: number;
  readonly focal: { readonly alpha: number; readonly gamma: number } | null;
}

/** A cross-entropy of yes and no, element by element. */
export interface BinaryLoss {
  readonly kind: "binary";
  readonly name: string;
  readonly fromLogits: boolean;
  readonly labelSmoothing: number;
  /** `alpha` is `null` where classes are not balanced. */
  readonly focal: { readonly alpha: number | null; readonly gamma: number } | null;
}

/** A loss of the distance between label and output, element by element. */
export interface ErrorLoss {
  readonly kind: "error";
  readonly name: "meanSquaredError" | "meanAbsoluteError" | "huber" | "hinge";
  /** Of `huber` alone. */
  readonly delta: number;
}

/** Reads the options of one loss. */
type Read = (options: Options) => FusedLoss;

const losses: ReadonlyMap<unknown, Read> = new Map<unknown, Read>([
  [
    categoricalCrossentropy,
    (options) => ({ ...classes("categoricalCrossentropy", options), isIndex: false, focal: null }),
  ],
  [
    sparseCategoricalCrossentropy,
    (options) => ({ ...classes("sparseCategoricalCrossentropy", options), isIndex: true, focal: null }),
  ],
  [
    categoricalFocalCrossentropy,
    (options) => ({
      ...classes("categoricalFocalCrossentropy", options),
      isIndex: false,
      focal: { alpha: options.number("alpha", 0.25, isShare), gamma: options.number("gamma", 2, isPositive) },
    }),
  ],
  [binaryCrossentropy, (options) => ({ ...binary("binaryCrossentropy", options), focal: null })],
  [
    binaryFocalCrossentropy,
    (options) => {
      const alpha = options.number("alpha", 0.25, isShare);
      const gamma = options.number("gamma", 2, isPositive);
      const isBalanced = options.flag("applyClassBalancing");
      return {
        ...binary("binaryFocalCrossentropy", options),
        focal: { alpha: isBalanced ? alpha : null, gamma },
      };
    },
  ],
  [meanSquaredError, () => ({ kind: "error", name: "meanSquaredError", delta: 1 })],
  [meanAbsoluteError, () => ({ kind: "error", name: "meanAbsoluteError", delta: 1 })],
  [huber, (options) => ({ kind: "error", name: "huber", delta: options.number("delta", 1, (d) => d > 0) })],
  [hinge, () => ({ kind: "error", name: "hinge", delta: 1 })],
]);

/**
 * Reads which loss a part has.
 *
 * @param term The part's loss.
 * @returns The loss.
 * @throws {CannotPlan} Where it is none of those of `@proj/core`, or an option is out of range.
 */
export function fusedLoss({ name, loss }: LossTerm): FusedLoss {
  const { loss: own, options } = configurationOf(loss);
  const read = losses.get(own);
  if (read === undefined) {
    const called = typeof own === "function" && own.name !== "" ? own.name : "a function of its own";
    throw new CannotPlan(`the loss of the part ${name} is ${called}`);
  }
  const reader = new Options(name, options);
  const found = read(reader);
  reader.refuseOthers();
  return found;
}

function classes(name: string, options: Options) {
  const labelSmoothing = name.startsWith("sparse")
    ? 0
    : options.number("labelSmoothing", 0, (s) => s >= 0 && s < 1);
  return { kind: "classes" as const, name, fromLogits: options.flag("fromLogits"), labelSmoothing };
}

function binary(name: string, options: Options) {
  const labelSmoothing = options.number("labelSmoothing", 0, (s) => s >= 0 && s < 1);
  return { kind: "binary" as const, name, fromLogits: options.flag("fromLogits"), labelSmoothing };
}

function isShare(number: number): boolean {
  return number >= 0 && number <= 1;
}

function isPositive(number: number): boolean {
  return number >= 0;
}

/** The options of a loss, each read once. What the loss itself refuses is left to the eager engine, which calls it. */
class Options {
  readonly #part: string;
  readonly #left: Map<string, unknown>;

  constructor(part: string, options: Readonly<Record<string, unknown>>) {
    this.#part = part;
    this.#left = new Map(Object.entries(options).filter(([, value]) => value !== undefined));
  }

  number(name: string, otherwise: number, passes: (value: number) => boolean): number {
    const value = this.#take(name, otherwise);
    if (typeof value === "number" && Number.isFinite(value) && passes(value)) return value;
    throw this.#refusal(name, value);
  }

  flag(name: string): boolean {
    const value = this.#take(name, false);
    if (typeof value === "boolean") return value;
    throw this.#refusal(name, value);
  }

  refuseOthers(): void {
    for (const [name, value] of this.#left) throw this.#refusal(name, value);
  }

  #take(name: string, otherwise: unknown): unknown {
    const value = this.#left.get(name) ?? otherwise;
    this.#left.delete(name);
    return value;
  }

  #refusal(name: string, value: unknown): CannotPlan {
    return new CannotPlan(`the loss of the part ${this.#part} has the option ${name}: ${String(value)}`);
  }
}
