import type { Activation } from "../dense-layer.ts";

/** An activation that works on each number by itself. */
export type ElementActivation = Exclude<Activation, "softmax">;

/** What it works on: one number, or four at once. */
export type Elements = "f32" | "vec4f";

const functions: Readonly<Record<ElementActivation, (sum: string, of: Elements) => string>> = {
  linear: (sum) => sum,
  relu: (sum, of) => `max(${sum}, ${of}())`,
  tanh: (sum) => `tanh(${sum})`,
  sigmoid: (sum) => `1.0 / (1.0 + exp(-${sum}))`,
};

const slopes: Readonly<Record<ElementActivation, (value: string, of: Elements) => string>> = {
  linear: (_, of) => `${of}(1.0)`,
  relu: (value, of) => `select(${of}(), ${of}(1.0), ${value} > ${of}())`,
  tanh: (value) => `1.0 - ${value} * ${value}`,
  sigmoid: (value) => `${value} * (1.0 - ${value})`,
};

/**
 * Writes an activation.
 *
 * @param activation Which.
 * @param sum WGSL of what it is applied to: a name.
 * @param of What that is.
 * @returns WGSL.
 */
export function activationOf(activation: ElementActivation, sum: string, of: Elements): string {
  return functions[activation](sum, of);
}

/**
 * Writes an activation's slope, by what the activation gave.
 *
 * @param activation Which.
 * @param value WGSL of what it gave: a name.
 * @param of What that is.
 * @returns WGSL.
 */
export function slopeOf(activation: ElementActivation, value: string, of: Elements): string {
  return slopes[activation](value, of);
}

/**
 * Tells whether an activation works on each number by itself.
 *
 * @param activation Which.
 * @returns `false` for a softmax.
 */
export function isElementwise(activation: Activation): activation is ElementActivation {
  return activation !== "softmax";
}
