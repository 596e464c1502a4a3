import type { KeptPlace } from "../kept-units.ts";
import type { Binding } from "./kernel.ts";

/** Dropout on a layer's results: what is written of it. */
export interface KeptFactor {
  readonly bindings: readonly Binding[];
  /** WGSL of a number times what the unit `at` of a row is multiplied by, 0 where it is dropped; `row` is WGSL. */
  readonly apply: (value: string, row: string) => string;
  /** WGSL of a result as it was before: its name comes in. */
  readonly undo: (value: string) => string;
}

/**
 * Writes the dropout of a layer.
 *
 * @param rate The part that is dropped; `undefined` where there is no dropout.
 * @param place Where its bits lie.
 * @returns How it is applied.
 */
export function keptFactor(rate: number | undefined, place: KeptPlace | null): KeptFactor {
  if (rate === undefined || place === null)
    return { bindings: [], apply: (value) => value, undo: (value) => value };
  const bit = (row: string): string =>
    `(schedule[step.kept + (${row}) * ${place.pitch}u + ${place.first}u + at / 32u] >> (at % 32u)) & 1u`;
  return {
    bindings: [{ name: "schedule", access: "read", of: "u32" }],
    apply: (value, row) => `select(0.0, (${value}) * ${1 / (1 - rate)}, (${bit(row)}) == 1u)`,
    undo: (value) => `${value} * ${1 - rate}`,
  };
}
