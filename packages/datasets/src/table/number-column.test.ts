import { expect, test } from "vitest";
import { numberColumn } from "./number-column.ts";
import { readCsv } from "./read-csv.ts";

test("numberColumn reads numbers, and yes and no in any case, and empty cells as NaN", () => {
  const cells = ["1", "-2.5", "+.5", "3.", "6e-1", "1E3", " 7 ", "", "  ", "Yes", "no", "TRUE", "false"];
  const table = readCsv(["a,row", ...cells.map((cell, row) => `${cell},${row}`)].join("\n"));
  expect([...numberColumn(table, "a")]).toEqual([
    1,
    -2.5,
    0.5,
    3,
    0.6,
    1000,
    7,
    Number.NaN,
    Number.NaN,
    1,
    0,
    1,
    0,
  ]);
});

test.each(["NA", "1.2.3", "1 000", "0x10", "Infinity", "NaN", "nan", "y", "1e", "e5", ".", "-", "1_0", "½"])(
  "numberColumn refuses %s, and names the line, the column and the two ways out",
  (cell) => {
    const table = readCsv(`ID,Age\n"two\nlines",2\nthree,${cell}\n`);
    expect(() => numberColumn(table, "Age")).toThrow(
      new TypeError(
        `Cannot read column "Age" as numbers: every cell must be a number, yes, no, true, false or empty, received "${cell}" on line 4; name the column among the categories if it holds names, or have this text read as missing (missing of readCsv, missingCells of a task file) if it stands for no value`,
      ),
    );
  },
);

test("numberColumn refuses a number that is too large for 64 bits", () => {
  expect(() => numberColumn(readCsv("a\n1e308\n-1e309\n"), "a")).toThrow(
    new RangeError(
      'Cannot read column "a" as numbers: every number must be less than 1.8e308, received "-1e309" on line 3',
    ),
  );
});

test("numberColumn refuses a column that is not there", () => {
  expect(() => numberColumn(readCsv("a\n1\n"), "b")).toThrow('must be one of "a", received "b"');
});
