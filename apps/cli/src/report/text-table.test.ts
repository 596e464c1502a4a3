import { describe, expect, test } from "vitest";
import { type Cell, layOutTable } from "./text-table.ts";

const cells = (...rows: string[][]): Cell[][] => rows.map((row) => row.map((text) => ({ text })));

describe("layOutTable", () => {
  test("puts row heads left and numbers right, two spaces between", () => {
    expect(layOutTable({ rows: cells(["", "0", "10"], ["true", "123", "4"]), width: 80, indent: 2 })).toEqual(
      ["          0  10", "  true  123   4"],
    );
  });

  test("gives all columns the width of the widest where asked", () => {
    expect(
      layOutTable({
        rows: cells(["a", "1", "22"], ["b", "333", "4"]),
        equalWidths: true,
        width: 80,
        indent: 0,
      }),
    ).toEqual(["a    1   22", "b  333    4"]);
  });

  test("cuts a wide table into blocks that repeat the row heads", () => {
    // head 1 + columns of 2 + 3 characters: two of them are 1 + 2 * 5 = 11
    expect(
      layOutTable({ rows: cells(["h", "100", "200", "300"], ["i", "1", "2", "3"]), width: 11, indent: 0 }),
    ).toEqual(["h  100  200", "i    1    2", "", "h  300", "i    3"]);
  });

  test("colours after padding, so that columns stay in line", () => {
    const rows: Cell[][] = [
      [{ text: "a" }, { text: "1", style: (text) => `<${text}>` }],
      ...cells(["b", "22"]),
    ];
    expect(layOutTable({ rows, width: 80, indent: 0 })).toEqual(["a   <1>", "b  22"]);
  });

  test("lays out a table of row heads alone, and none at all", () => {
    expect(layOutTable({ rows: cells(["a"], ["b"]), width: 80, indent: 1 })).toEqual([" a", " b"]);
    expect(layOutTable({ rows: [], width: 80, indent: 0 })).toEqual([]);
  });
});
