import { memory } from "@tensorflow/tfjs-core";
import { describe, expect, expectTypeOf, test } from "vitest";
import { describeEachBackend, read } from "../testing/each-backend.ts";
import { combineLabels } from "./combine-labels.ts";
import { defineLayout } from "./define-layout.ts";
import { flag } from "./flag.ts";
import type { Layout } from "./layout.ts";
import { oneHot } from "./one-hot.ts";
import type { Sample } from "./part-types.ts";
import { value } from "./value.ts";

const layout = defineLayout({ digit: oneHot(3), isOdd: flag(), age: value() });

describeEachBackend("combineLabels", () => {
  test("gives a float32 tensor with a row for each sample", async () => {
    const labels = combineLabels(layout, [
      { digit: 1, isOdd: true, age: 30.5 },
      { digit: 2, isOdd: 0, age: -1 },
    ]);
    expect(labels.shape).toEqual([2, 5]);
    expect(labels.dtype).toBe("float32");
    expect(await read(labels)).toEqual([0, 1, 0, 1, 30.5, 0, 0, 1, 0, -1]);
    labels.dispose();
  });

  test("of no samples has no rows", () => {
    const labels = combineLabels(layout, []);
    expect(labels.shape).toEqual([0, 5]);
    labels.dispose();
  });

  test("takes samples with more fields, and instances of classes with getters", async () => {
    class Digit {
      readonly name = "one";
      get digit(): number {
        return 1;
      }
      get isOdd(): boolean {
        return true;
      }
      get age(): number {
        return 0;
      }
    }
    const labels = combineLabels(layout, [new Digit()]);
    expect(await read(labels)).toEqual([0, 1, 0, 1, 0]);
    labels.dispose();
  });

  test("refuses bad samples, names row and part, and leaves no tensor behind", () => {
    const before = memory().numTensors;
    const good = { digit: 0, isOdd: false, age: 0 };
    expect(() => combineLabels(layout, [good, { ...good, digit: 3 }])).toThrow(
      'row 1, part "digit": needs a class index from 0 to 2, received 3',
    );
    expect(() => combineLabels(layout, [{ ...good, age: Number.NaN }])).toThrow('row 0, part "age"');
    // @ts-expect-error A flag is 0 or 1.
    expect(() => combineLabels(layout, [{ ...good, isOdd: 2 }])).toThrow('row 0, part "isOdd"');
    // @ts-expect-error A class index is a number.
    expect(() => combineLabels(layout, [{ ...good, digit: "3" }])).toThrow('received "3"');
    // @ts-expect-error A field is missing.
    expect(() => combineLabels(layout, [good, { digit: 0, isOdd: false }])).toThrow(
      'row 1 needs a field "age", received digit, isOdd',
    );
    // @ts-expect-error A field is misspelt.
    expect(() => combineLabels(layout, [{ digit: 0, isodd: false, age: 0 }])).toThrow(
      'needs a field "isOdd"',
    );
    // @ts-expect-error A sample is an object.
    expect(() => combineLabels(layout, [good, null])).toThrow(
      "a sample must be an object, received null in row 1",
    );
    // @ts-expect-error Samples are an array.
    expect(() => combineLabels(layout, good)).toThrow("samples must be an array, received an object");
    expect(memory().numTensors).toBe(before);
  });
});

describe("sample types", () => {
  test("come from the kinds of the parts", () => {
    type Definitions = typeof layout extends Layout<infer D> ? D : never;
    expectTypeOf<Sample<Definitions>>().toEqualTypeOf<{
      readonly digit: number;
      readonly isOdd: boolean | 0 | 1;
      readonly age: number;
    }>();
  });
});
