import { describe, expect, test } from "vitest";
import { readSplit } from "./read-split.ts";

const split = { train: [4, 0, 2], valid: [1], test: [3] };
const parts = {
  train: new Uint32Array([0, 2, 4]),
  validation: new Uint32Array([1]),
  test: new Uint32Array([3]),
};

describe("readSplit", () => {
  test.each<[string, unknown, string | undefined]>([
    ["at the top", split, undefined],
    ["with validation spelt out", { train: [4, 0, 2], validation: [1], test: [3] }, undefined],
    ["beside other fields", { seed: 7, ...split }, undefined],
    ["at a key", { scaffold: split }, "scaffold"],
    ["at an index", { random: [{}, split] }, "random.1"],
    ["in an array", [split], "0"],
  ])("reads a division %s, sorted", (_, json, path) => {
    expect(readSplit(json, { count: 5, path })).toEqual(parts);
  });

  test("takes parts that are not there as empty, and rows in no part", () => {
    expect(readSplit({ train: [7] }, { count: 10 })).toEqual({
      train: new Uint32Array([7]),
      validation: new Uint32Array(0),
      test: new Uint32Array(0),
    });
  });

  test.each<[string, unknown, string | undefined, string]>([
    ["no object", 5, undefined, 'the split: it must have an array "train", received 5'],
    [
      "several splits and no path",
      { random: [], scaffold: split },
      undefined,
      'received "random", "scaffold"; name one of them as the path',
    ],
    ["a path to nowhere", { random: [split] }, "random.1", 'received "1" where "random" has "0"'],
    ["a path to an inherited member", { random: [split] }, "random.length.0", "where"],
    ["a path through __proto__", {}, "__proto__", 'received "__proto__" where the file has none'],
    ["an empty path", split, "", 'received "" where the file has "train", "valid", "test"'],
    [
      "a path to something else",
      { random: [split] },
      "random",
      'the split "random": it must have an array "train", received nothing',
    ],
    ["no rows to train on", { ...split, train: [] }, undefined, '"train" must have at least one row'],
    [
      "both names of a part",
      { ...split, validation: [] },
      undefined,
      'it must have "valid" or "validation", received both',
    ],
    [
      "a part that is no array",
      { ...split, test: { 0: 3 } },
      undefined,
      '"test" must be an array of row indices, received an object',
    ],
  ])("refuses %s", (_, json, path, message) => {
    expect(() => readSplit(json, { count: 5, path })).toThrow(message);
  });

  test.each<[unknown, string]>([
    [5, "from 0 to 4, received 5 as valid[1]"],
    [-1, "received -1 as valid[1]"],
    [1.5, "received 1.5 as valid[1]"],
    ["3", 'received "3" as valid[1]'],
    [null, "received null as valid[1]"],
    [2, 'every row must be in one part once, received 2 in "train" and as valid[1]'],
    [1, 'every row must be in one part once, received 1 in "valid" and as valid[1]'],
  ])("refuses the index %j", (index, message) => {
    expect(() => readSplit({ ...split, valid: [1, index] }, { count: 5 })).toThrow(RangeError);
    expect(() => readSplit({ ...split, valid: [1, index] }, { count: 5 })).toThrow(message);
  });
});
