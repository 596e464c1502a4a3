import { describe, expect, test } from "vitest";
import { encodeInputs } from "./encode-inputs.ts";
import { fitInputEncoder } from "./fit-input-encoder.ts";
import type { InputEncoder } from "./input-encoder.ts";
import { parseInputEncoder } from "./parse-input-encoder.ts";
import { readCsv } from "./read-csv.ts";

const survey = readCsv(
  [
    "Age,Gender,Smoke100,Height,Constant",
    "10,male,Yes,,0.1",
    "20,female,No,150,0.1",
    ",female,,170,0.1",
    "30,,No,160,0.1",
    "1000,other,Yes,,0.2",
  ].join("\n"),
);
const training = [0, 1, 2, 3];

describe("fitInputEncoder", () => {
  test("takes mean and standard deviation of the training rows that have a number, and of no other row", () => {
    const encoder = fitInputEncoder(survey, { numbers: ["Age", "Smoke100"] }, training);
    expect(encoder).toEqual({
      numbers: [
        // 10, 20, 30: (100 + 0 + 100) / 3
        { column: "Age", mean: 20, scale: Math.sqrt(200 / 3), indicator: true },
        // 1, 0, 0: (4/9 + 1/9 + 1/9) / 3
        { column: "Smoke100", mean: 1 / 3, scale: Math.sqrt(2 / 9), indicator: true },
      ],
      categories: [],
      bits: 0,
    });
  });

  test("adds an indicator only where a training row misses the number", () => {
    const indicators = (rows: number[]): boolean[] =>
      fitInputEncoder(survey, { numbers: ["Age", "Height"] }, rows).numbers.map(({ indicator }) => indicator);
    expect(indicators([1, 3])).toEqual([false, false]);
    expect(indicators([1, 2])).toEqual([true, false]);
    expect(indicators([0, 1])).toEqual([false, true]);
  });

  test("gives a constant column the scale 1, and its very value as the mean", () => {
    // 0.1 + 0.1 + 0.1 is not 0.3.
    const { numbers } = fitInputEncoder(survey, { numbers: ["Constant"] }, [0, 1, 2]);
    expect(numbers).toEqual([{ column: "Constant", mean: 0.1, scale: 1, indicator: false }]);
  });

  test("lists the names of the training rows, sorted, the empty cell not among them", () => {
    const { categories } = fitInputEncoder(survey, { categories: ["Gender"] }, training);
    expect(categories).toEqual([{ column: "Gender", values: ["female", "male"] }]);
  });

  test("takes the rows as typed arrays too, and counts a row that is there twice twice", () => {
    const { numbers } = fitInputEncoder(survey, { numbers: ["Age"] }, new Uint32Array([0, 1, 1, 1]));
    expect(numbers[0]?.mean).toBe((10 + 20 + 20 + 20) / 4);
  });

  test.each<[string, Parameters<typeof fitInputEncoder>[1], number[], string]>([
    ["a spec of nothing", {}, training, "the spec must name numbers, categories or bits, received none"],
    ["empty lists", { numbers: [], categories: [] }, training, "must name numbers, categories or bits"],
    [
      "a column that is named twice",
      { numbers: ["Age"], categories: ["Age"] },
      training,
      'received "Age" again',
    ],
    ["a column that is not there", { numbers: ["age"] }, training, 'received "age"'],
    [
      "names as numbers",
      { numbers: ["Gender"] },
      training,
      'received "male" on line 2; name the column among',
    ],
    ["no training row", { numbers: ["Age"] }, [], "there must be at least one training row, received none"],
    ["a row beyond the table", { numbers: ["Age"] }, [0, 5], "must be an integer from 0 to 4, received 5"],
    ["a row before the table", { numbers: ["Age"] }, [-1], "must be an integer from 0 to 4, received -1"],
    ["a part of a row", { numbers: ["Age"] }, [0.5], "must be an integer from 0 to 4, received 0.5"],
    [
      "numbers that are all missing",
      { numbers: ["Age"] },
      [2],
      'column "Age": at least one training row must have a number',
    ],
    [
      "names that are all missing",
      { categories: ["Gender"] },
      [3],
      'column "Gender": at least one training row must have a name',
    ],
    [
      "bits of no width",
      { bits: { file: "f.bits", width: 0 } },
      training,
      "the width of bits must be an integer from 1, received 0",
    ],
  ])("refuses %s", (_, spec, rows, message) => {
    expect(() => fitInputEncoder(survey, spec, rows)).toThrow(message);
  });

  test("refuses more than 1,000 names, which are identifiers, and takes 1,000", () => {
    const rows = Array.from({ length: 1001 }, (_, row) => row);
    const table = readCsv(`ID\n${rows.map((row) => `person ${row}`).join("\n")}`);
    expect(
      fitInputEncoder(table, { categories: ["ID"] }, rows.slice(0, 1000)).categories[0]?.values,
    ).toHaveLength(1000);
    expect(() => fitInputEncoder(table, { categories: ["ID"] }, rows)).toThrow(
      "it may have 1000 different names, received 1001",
    );
  });

  test("refuses numbers whose sum is too large", () => {
    expect(() => fitInputEncoder(readCsv("a\n1e308\n1.1e308\n"), { numbers: ["a"] }, [0, 1])).toThrow(
      'Cannot fit column "a": mean and standard deviation must fit 64 bits, received Infinity',
    );
  });
});

describe("encodeInputs", () => {
  const spec = { numbers: ["Age", "Constant"], categories: ["Gender"] };

  test("standardises numbers, marks missing ones, and sets the name's input, in a stated order", () => {
    const { inputs, inputShape, names } = encodeInputs(survey, fitInputEncoder(survey, spec, training));
    const scale = Math.sqrt(200 / 3);
    expect(names).toEqual(["Age", "Age is missing", "Constant", "Gender is female", "Gender is male"]);
    expect(inputShape).toEqual([5]);
    expect(inputs).toEqual(
      Float32Array.from([
        ...[-10 / scale, 0, 0, 0, 1],
        ...[0, 0, 0, 1, 0],
        ...[0, 1, 0, 1, 0], // no age
        ...[10 / scale, 0, 0, 0, 0], // no gender
        ...[980 / scale, 0, 0.2 - 0.1, 0, 0], // a gender that no training row had
      ]),
    );
  });

  test("gives the training rows mean 0 and standard deviation 1", () => {
    const encoder = fitInputEncoder(survey, { numbers: ["Age"] }, [0, 1, 3]);
    const { inputs } = encodeInputs(survey, encoder);
    const ages = [inputs[0] ?? 9, inputs[1] ?? 9, inputs[3] ?? 9];
    expect(ages.reduce((sum, age) => sum + age, 0) / 3).toBeCloseTo(0, 6);
    expect(ages.reduce((sum, age) => sum + age ** 2, 0) / 3).toBeCloseTo(1, 6);
  });

  test("gives the same for a table of other rows and columns in another order", () => {
    const encoder = fitInputEncoder(survey, spec, training);
    const whole = encodeInputs(survey, encoder).inputs;
    const other = readCsv("Extra,Constant,Gender,Age\nx,0.2,other,1000\nx,0.1,male,10\n");
    const { inputs } = encodeInputs(other, encoder);
    expect([...inputs]).toEqual([...whole.subarray(20, 25), ...whole.subarray(0, 5)]);
  });

  test("puts categories one after the other, and the bits after them", () => {
    const table = readCsv("a,b,c\n1,x,p\n3,y,p\n");
    const spec = { numbers: ["a"], categories: ["b", "c"], bits: { file: "f.bits", width: 3 } };
    const bits = new Uint8Array([0b1010_0000, 0b0110_0000]);
    const { inputs, names } = encodeInputs(table, fitInputEncoder(table, spec, [0, 1]), { bits });
    expect(names).toEqual(["a", "b is x", "b is y", "c is p", "bit 0", "bit 1", "bit 2"]);
    expect([...inputs]).toEqual([...[-1, 1, 0, 1, 1, 0, 1], ...[1, 0, 1, 1, 0, 1, 1]]);
  });

  test("takes a missing number for the mean, and marks nothing, where no training row missed one", () => {
    const encoder = fitInputEncoder(survey, { numbers: ["Age"], categories: ["Gender"] }, [0, 1]);
    expect([...encodeInputs(readCsv("Age,Gender\n,\n,\n"), encoder).inputs]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test.each([
    ["bits that are missing", 8, undefined, "the encoder wants 8 bits a row beside the table, received none"],
    ["bits that are not wanted", 0, new Uint8Array(5), "wants no bits beside the table, received 5 bytes"],
    [
      "bits of another number of rows",
      8,
      new Uint8Array(4),
      "5 rows of 8 bits must take 5 bytes, 1 a row, received 4",
    ],
  ])("refuses %s", (_, width, bits, message) => {
    const numbers = [{ column: "Age", mean: 0, scale: 1, indicator: false }];
    expect(() => encodeInputs(survey, { numbers, categories: [], bits: width }, { bits })).toThrow(message);
  });

  test("refuses a number that would be infinite as float32, and a column that is missing", () => {
    const encoder = fitInputEncoder(survey, { numbers: ["Age"] }, training);
    expect(() => encodeInputs(readCsv("Age\n20\n1e300\n"), encoder)).toThrow(
      'Cannot encode column "Age": every number must be within 3.4e38 standard deviations of the mean, received 1e+300 on line 3',
    );
    expect(() => encodeInputs(readCsv("age\n20\n"), encoder)).toThrow('must be one of "age", received "Age"');
  });
});

describe("parseInputEncoder", () => {
  const whole: InputEncoder = fitInputEncoder(
    survey,
    { numbers: ["Age", "Height"], categories: ["Gender"], bits: { file: "f.bits", width: 1024 } },
    training,
  );

  test("gives back what went to JSON, so that it encodes the same", () => {
    const read = parseInputEncoder(JSON.parse(JSON.stringify(whole)));
    expect(read).toEqual(whole);
    const bits = Uint8Array.from({ length: 5 * 128 }, (_, index) => index);
    expect(encodeInputs(survey, read, { bits })).toEqual(encodeInputs(survey, whole, { bits }));
  });

  const age = { column: "Age", mean: 1, scale: 2, indicator: true };
  const gender = { column: "Gender", values: ["female"] };
  test.each<[unknown, string]>([
    [null, "it must be an object, received null"],
    [[], "it must be an object, received an array of 0"],
    [
      { ...whole, mean: 1 },
      'it must be an object of numbers, categories, bits and nothing else, received "mean"',
    ],
    [{ ...whole, numbers: undefined }, "numbers must be an array, received nothing"],
    [{ ...whole, numbers: [age, 3] }, "numbers[1] must be an object, received 3"],
    [
      { ...whole, numbers: [{ ...age, column: "" }] },
      'numbers[0].column must be a text of at least one character, received ""',
    ],
    [{ ...whole, numbers: [{ ...age, mean: "1" }] }, 'numbers[0].mean must be a finite number, received "1"'],
    [
      { ...whole, numbers: [{ ...age, mean: null }] },
      "numbers[0].mean must be a finite number, received null",
    ],
    [
      { ...whole, numbers: [{ ...age, scale: 0 }] },
      "numbers[0].scale must be a finite number above 0, received 0",
    ],
    [
      { ...whole, numbers: [{ ...age, indicator: 1 }] },
      "numbers[0].indicator must be true or false, received 1",
    ],
    [
      { ...whole, numbers: [{ ...age, std: 1 }] },
      'numbers[0] must be an object of column, mean, scale, indicator and nothing else, received "std"',
    ],
    [{ ...whole, numbers: [age, age] }, 'every column must be named once, received "Age"'],
    [
      { ...whole, categories: [{ ...gender, values: [] }] },
      "categories[0].values must be at least one name, received an array of 0",
    ],
    [
      { ...whole, categories: [{ ...gender, values: ["a", "b", "a"] }] },
      'every name in categories[0].values must be there once, received "a"',
    ],
    [{ ...whole, categories: [{ ...gender, values: [""] }] }, "categories[0].values[0] must be a text"],
    [{ ...whole, categories: [{ ...gender, column: 5 }] }, "categories[0].column must be a text"],
    [{ ...whole, bits: -1 }, "bits must be an integer from 0, received -1"],
    [{ ...whole, bits: 1.5 }, "bits must be an integer from 0, received 1.5"],
    [{ numbers: [], categories: [], bits: 0 }, "at least one input must be there, received nothing"],
  ])("refuses %j", (value, message) => {
    expect(() => parseInputEncoder(value)).toThrow(TypeError);
    expect(() => parseInputEncoder(value)).toThrow(`Cannot read the encoder: ${message}`);
  });
});
