import { type Tensor, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { combineColumns } from "../layout/combine-columns.ts";
import { defineLayout } from "../layout/define-layout.ts";
import { flag } from "../layout/flag.ts";
import type { Layout } from "../layout/layout.ts";
import type { Flag, Presence, SampleWeight, Value, Values } from "../layout/part-definitions.ts";
import { presence } from "../layout/presence.ts";
import { sampleWeight } from "../layout/sample-weight.ts";
import { value } from "../layout/value.ts";
import { values } from "../layout/values.ts";

/** A list of two labels with its presence, a value, and two masks. */
export const listAndValue: Layout<{
  readonly place: Values;
  readonly placed: Presence<"place">;
  readonly age: Value;
  readonly asked: Flag;
  readonly weight: SampleWeight;
}> = defineLayout({
  place: values(2),
  placed: presence("place"),
  age: value(),
  asked: flag(),
  weight: sampleWeight(),
});

// Labels are 0, so a prediction is its own absolute error. Of place, 3 labels out of 6 are there; of age, 2 samples count.
const columns = {
  place: [0, null, 0, 0, null, null],
  age: [0, 0, 0],
  asked: [1, 0, 1],
  weight: [2, 1, 0.5],
};

/** Predictions of place, NaN where its label is missing. */
export const PLACE: number[][] = [
  [1, Number.NaN],
  [4, 6],
  [Number.NaN, Number.NaN],
];

/** Predictions of age, NaN where nobody asked. */
const AGE: number[] = [10, Number.NaN, 30];

/**
 * Makes the labels of three samples.
 *
 * @returns `[3, L]`; the caller disposes it.
 */
export function labelsOf(): Tensor {
  return tensor2d(combineColumns(listAndValue, columns), [3, listAndValue.width]);
}

/**
 * Makes the predictions of three samples.
 *
 * @returns For place `[3, 2]`, for age `[3]`; the caller disposes both.
 */
export function predictionsOf(): { place: Tensor; age: Tensor } {
  return { place: tensor2d(PLACE), age: tensor1d(AGE) };
}
