import type { Activation } from "../dense-layer.ts";

/** An activation that works on each number by itself; it is written for four at once. */
export type ElementActivation = Exclude<Activation, "softmax">;

const functions: Readonly<Record<ElementActivation, (sum: string) => string>> = {
  linear: (sum) => sum,
  relu: (sum) => `max(${sum}, vec4f())`,
  tanh: (sum) => `tanh(${sum})`,
  sigmoid: (sum) => `1.0 / (1.0 + exp(-${sum}))`,
};

const slopes: Readonly<Record<ElementActivation, (value: string) => string>> = {
  linear: () => "vec4f(1.0)",
  relu: (value) => `select(vec4f(), vec4f(1.0), ${value} > vec4f())`,
  tanh: (value) => `1.0 - ${value} * ${value}`,
  sigmoid: (value) => `${value} * (1.0 - ${value})`,
};

/**
 * Writes an activation.
 *
 * @param activation Which.
 * @param sum WGSL of what it is applied to: a name.
 * @returns WGSL.
 */
export function activationOf(activation: ElementActivation, sum: string): string {
  return functions[activation](sum);
}

/**
 * Writes an activation's slope, by what the activation gave.
 *
 * @param activation Which.
 * @param value WGSL of what it gave: a name.
 * @returns WGSL.
 */
export function slopeOf(activation: ElementActivation, value: string): string {
  return slopes[activation](value);
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
