import { readCsv } from "@proj/datasets";
import { expect, test } from "vitest";
import { combineTableLabels } from "./table-labels.ts";
import { parseTableTask } from "./table-task.ts";

const { NaN: none } = Number;

test("reads parts and fields from their columns, and lets conditions decide the rest", () => {
  const task = parseTableTask({
    name: "mixed",
    inputs: { numbers: ["age"] },
    labels: {
      parts: {
        species: { kind: "oneHot", names: ["cat", "dog"], missing: null },
        knownSpecies: { kind: "presence", of: "species" },
        assays: { kind: "flags", names: ["a1", "a2"], missing: -1 },
        measured: { kind: "presence", of: "assays" },
        price: { kind: "value" },
        old: { kind: "flag", when: "age >= 20 and smoked" },
      },
      fields: ["age", "smoked"],
    },
    losses: { price: { loss: "huber", mask: "old" } },
    columns: { price: "Price in EUR" },
  });
  const table = readCsv(
    "age,smoked,species,a1,a2,Price in EUR\n30,Yes,dog,1,-1,2.5\n30,No,,0,1,3\n10,,cat,,0,4\n40,,cat,0,0,5\n",
  );
  expect(combineTableLabels(task, table)).toEqual(
    Float32Array.from(
      [
        // species, is it known, assays, are they measured, price, old
        [0, 1, 1, 1, none, 1, 0, 2.5, 1],
        [none, none, 0, 0, 1, 1, 1, 3, 0],
        [1, 0, 1, none, 0, 0, 1, 4, 0],
        // Whether somebody of 40 smoked is not known, so the condition does not hold.
        [1, 0, 1, 0, 0, 1, 1, 5, 0],
      ].flat(),
    ),
  );
});

const task = parseTableTask({
  name: "species",
  inputs: { numbers: ["age"] },
  labels: { parts: { species: { kind: "oneHot", names: ["cat", "dog"] } } },
  losses: { species: { loss: "categoricalCrossentropy" } },
});

test("names the line of a cell that is no class", () => {
  expect(() => combineTableLabels(task, readCsv("age,species\n1,cat\n2,cow\n"))).toThrow(
    'Cannot read column "species": each cell must be one of cat, dog, received "cow" in line 3',
  );
});

test("refuses an empty cell where no label may be missing", () => {
  expect(() => combineTableLabels(task, readCsv("age,species\n1,cat\n2,\n"))).toThrow(
    'row 1, part "species": needs a class index from 0 to 1, received NaN',
  );
});

test("refuses several flags that name no columns", () => {
  const unnamed = parseTableTask({
    ...task.file,
    labels: { parts: { assays: { kind: "flags", size: 3 } } },
    losses: { assays: { loss: "binaryCrossentropy" } },
  });
  expect(() => combineTableLabels(unnamed, readCsv("age\n1\n"))).toThrow("it must name its 3 columns");
});
