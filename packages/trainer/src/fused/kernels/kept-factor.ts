import type { KeptPlace } from "../kept-units.ts";
import type { Binding } from "./kernel.ts";

/** Dropout on a layer's results: what is written of it. */
export interface KeptFactor {
  readonly bindings: readonly Binding[];
  /** WGSL of a quad times what the units of the quad `at` of a row are multiplied by, 0 where they are dropped; `row` is WGSL. */
  readonly apply: (value: string, row: string) => string;
  /** WGSL of results as they were before: their name comes in. */
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
  const bits = (row: string): string =>
    `(vec4u(schedule[step.kept + (${row}) * ${place.pitch}u + ${place.first}u + at / 8u] >> (at % 8u * 4u)) >> vec4u(0u, 1u, 2u, 3u)) & vec4u(1u)`;
  return {
    bindings: [{ name: "schedule", access: "read", of: "u32" }],
    apply: (value, row) => `select(vec4f(), (${value}) * ${1 / (1 - rate)}, (${bits(row)}) == vec4u(1u))`,
    undo: (value) => `${value} * ${1 - rate}`,
  };
}
