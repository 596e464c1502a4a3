import "@tensorflow/tfjs";
import { memory } from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { read } from "../testing/each-backend.ts";
import { combineLabels } from "./combine-labels.ts";
import { defineLayout } from "./define-layout.ts";
import { flag } from "./flag.ts";
import { oneHot } from "./one-hot.ts";
import { presence } from "./presence.ts";
import { sampleWeight } from "./sample-weight.ts";
import { value } from "./value.ts";

const layout = defineLayout({ digit: oneHot(3), isOdd: flag(), weight: sampleWeight() });
const samples = [
  { digit: 1, weight: 1 },
  { digit: 2, weight: 0.5 },
];

/** Combines and reads; the tensor is disposed. */
async function numbersOf(labels: ReturnType<typeof combineLabels>): Promise<number[]> {
  const numbers = await read(labels);
  labels.dispose();
  return numbers;
}

describe("predicates in combineLabels", () => {
  test("decide flags that the samples do not have, out of the sample and its row", async () => {
    const rows: number[] = [];
    const labels = combineLabels(layout, samples, {
      isOdd: (sample, row) => {
        rows.push(row);
        return sample.digit % 2 === 1;
      },
    });
    expect(await numbersOf(labels)).toEqual([0, 1, 0, 1, 1, 0, 0, 1, 0, 0.5]);
    expect(rows).toEqual([0, 1]);
  });

  test("come before what the samples say, and before a condition", async () => {
    const conditional = defineLayout({ digit: oneHot(2), isOdd: flag({ when: "digit = 1" }) });
    const labels = combineLabels(conditional, [{ digit: 1, isOdd: true }], { isOdd: () => false });
    expect(await numbersOf(labels)).toEqual([0, 1, 0]);
  });

  test("can be fields of a condition that decides another flag", async () => {
    const both = defineLayout({ digit: oneHot(2), isOdd: flag(), isEven: flag({ when: "not isOdd" }) });
    const labels = combineLabels(both, [{ digit: 1 }], { isOdd: ({ digit }) => digit === 1 });
    expect(await numbersOf(labels)).toEqual([0, 1, 1, 0]);
  });

  test("of a part that is not there, or is no flag, are refused", () => {
    const good = samples.map((sample) => ({ ...sample, isOdd: true }));
    const before = memory().numTensors;
    // @ts-expect-error There is no part of this name.
    expect(() => combineLabels(layout, good, { isodd: () => true })).toThrow(TypeError);
    // @ts-expect-error There is no part of this name.
    expect(() => combineLabels(layout, good, { isodd: () => true })).toThrow(
      'Cannot combine labels: functions decide flags, received one for the part "isodd", which the layout does not have; the parts are digit, isOdd, weight',
    );
    // @ts-expect-error A weight is no flag.
    expect(() => combineLabels(layout, good, { weight: () => true })).toThrow(
      'received one for the part "weight", of kind sampleWeight',
    );
    expect(memory().numTensors).toBe(before);
  });

  test("that are no functions, or give something else than yes or no, are refused", () => {
    // @ts-expect-error A predicate is a function; a condition goes into the layout.
    expect(() => combineLabels(layout, samples, { isOdd: "digit % 2 = 1" })).toThrow(
      'Cannot combine labels: what decides the part "isOdd" must be a function, received "digit % 2 = 1"',
    );
    // @ts-expect-error A predicate gives a boolean.
    expect(() => combineLabels(layout, samples, { isOdd: ({ digit }) => digit })).toThrow(
      'row 1, part "isOdd": needs true, false, 1 or 0, received 2',
    );
  });

  test("that throw pass their error on", () => {
    const failing = () => {
      throw new Error("out of order");
    };
    expect(() => combineLabels(layout, samples, { isOdd: failing })).toThrow("out of order");
  });
});

describe("flags and presences that samples may leave out", () => {
  const survey = defineLayout(
    { age: value(), known: presence("age"), isAdult: flag({ when: "age >= 20 and asked" }) },
    { fields: ["asked"] },
  );

  test("are computed where no sample has them", async () => {
    const labels = combineLabels(survey, [
      { age: 31, asked: true },
      { age: null, asked: true },
      { age: 31, asked: null },
    ]);
    expect(await numbersOf(labels)).toEqual([31, 1, 1, Number.NaN, 0, 0, 31, 1, 0]);
  });

  test("are needed of every sample where one has them", () => {
    expect(() =>
      combineLabels(survey, [
        { age: 31, asked: true, isAdult: true },
        { age: 31, asked: true },
      ]),
    ).toThrow('Cannot combine labels: row 1 needs a field "isAdult", received age, asked');
  });

  test("do not excuse a field that is missing", () => {
    // @ts-expect-error A field is missing.
    expect(() => combineLabels(survey, [{ age: 31 }])).toThrow(
      'Cannot combine labels: row 0 needs a field "asked", received age',
    );
  });

  test("a field that is neither number nor boolean is refused with its row", () => {
    // @ts-expect-error A field is a number or a boolean.
    expect(() => combineLabels(survey, [{ age: 31, asked: "yes" }])).toThrow(
      'Cannot combine labels: row 0, part "isAdult": Cannot evaluate the condition "age >= 20 and asked": the field "asked" must be a finite number or a boolean, received "yes"',
    );
  });
});

describe("the fields of a layout", () => {
  const parts = { age: value() };

  test("stand beside the parts, frozen", () => {
    const { fields } = defineLayout(parts, { fields: ["asked", "smoked"] });
    expect(fields).toEqual(["asked", "smoked"]);
    expect(Object.isFrozen(fields)).toBe(true);
  });

  test.each([
    [["age"], 'every part and field needs a name of its own, received "age" twice'],
    [["asked", "asked"], 'every part and field needs a name of its own, received "asked" twice'],
    [["and"], "a name must not be a word of the condition language"],
    [["constructor"], "a name must not be one that JavaScript uses"],
    [[3], "a name must be a text, received 3"],
    ["asked", 'fields must be a list of names, received "asked"'],
  ])("refuses %j", (fields, message) => {
    const define = () => Reflect.apply(defineLayout, undefined, [parts, { fields }]);
    expect(define).toThrow(TypeError);
    expect(define).toThrow(`Cannot define the layout: ${message}`);
  });
});
