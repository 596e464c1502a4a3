import { readCsv } from "@proj/datasets";
import { expect, test } from "vitest";
import { dropIncompleteRows, fillTrainingCells } from "./treatments.ts";

const table = readCsv("a,b,c\n1,,x\n,0,y\n1,1,\n,,z\n");
const rows = { train: Uint32Array.of(0, 1, 2), validation: Uint32Array.of(), test: Uint32Array.of(3) };

test("fillTrainingCells fills empty cells of the named columns, in training rows alone", () => {
  const filled = fillTrainingCells({ table, rows }, { a: "0", b: "9" });
  expect(filled.table.cells("a")).toEqual(["1", "0", "1", ""]);
  expect(filled.table.cells("b")).toEqual(["9", "0", "1", ""]);
  expect(filled.table.cells("c")).toEqual(["x", "y", "", "z"]);
  expect(filled.rows).toBe(rows);
});

test("dropIncompleteRows keeps the training rows that have every named cell, and all other rows", () => {
  const dropped = dropIncompleteRows({ table, rows }, ["a", "b"]);
  expect(dropped.rows.train).toEqual(Uint32Array.of(2));
  expect(dropped.rows.test).toEqual(Uint32Array.of(3));
});
