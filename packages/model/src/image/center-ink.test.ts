import { describe, expect, test } from "vitest";
import { centerInk, type Ink } from "./center-ink.ts";

function ink(rows: readonly string[]): Ink {
  const cells = rows.join("");
  return {
    width: rows[0]?.length ?? 0,
    height: rows.length,
    levels: Float32Array.from(cells, (cell) => Number(cell) / 9),
  };
}

/** The pixels that hold ink: first and last column and row. */
function boxOf(field: Float32Array, width: number) {
  const found = [...field.entries()].filter(([, level]) => level > 0).map(([index]) => index);
  const columns = found.map((index) => index % width);
  const rows = found.map((index) => Math.floor(index / width));
  return [Math.min(...columns), Math.max(...columns), Math.min(...rows), Math.max(...rows)];
}

describe("centerInk", () => {
  test("fits the longer side into 20 of 28 pixels and keeps the proportions", () => {
    // 2 x 4 pixels: 4 -> 20, 2 -> 10.
    const field = centerInk(ink(["0000", "0990", "0990", "0990", "0990"]), 0.1, 28, 28);
    const [left = 0, right = 0, top = 0, bottom = 0] = boxOf(field, 28);
    expect([right - left + 1, bottom - top + 1]).toEqual([10, 20]);
    expect([...field].filter((level) => level > 0)).toHaveLength(200);
  });

  test("puts the centre of mass into the middle, not the box", () => {
    // 20 x 20 with the left column heavy: the centre of mass is column (20 x 0 x 9 + 20 x 19 x 3) / (20 x 12) = 4.75,
    // so the box starts in column round(14 - 4.75) = 9, but 28 - 20 = 8 is the last that keeps it inside.
    const rows = Array.from({ length: 20 }, () => `9${"0".repeat(18)}3`);
    expect(boxOf(centerInk(ink(rows), 0.1, 28, 28), 28).slice(0, 2)).toEqual([8, 27]);
    // Left column of 9, right one of 7: (19 x 7) / 16 = 8.3125, round(14 - 8.3125) = 6.
    const lighter = Array.from({ length: 20 }, () => `9${"0".repeat(18)}7`);
    expect(boxOf(centerInk(ink(lighter), 0.1, 28, 28), 28).slice(0, 2)).toEqual([6, 25]);
  });

  test("crops by the threshold and keeps faint ink inside the crop", () => {
    const field = centerInk(ink(["11111", "19191", "11111"]), 0.2, 28, 28);
    const [left = 0, right = 0] = boxOf(field, 28);
    expect(right - left + 1).toBe(20);
    expect(Math.min(...[...field].filter((level) => level > 0))).toBeLessThan(0.2);
  });

  test("makes the strongest pixel 1, however thin the stroke", () => {
    // A line one pixel wide, 280 long: a fourteenth of a pixel of the result, which is made one pixel wide.
    const line = ink(Array.from({ length: 280 }, () => "00500"));
    expect(Math.max(...centerInk(line, 0.1, 28, 28))).toBe(1);
    const cross = Array.from({ length: 280 }, (_, y) =>
      y === 140 ? "5".repeat(280) : `${"0".repeat(140)}5${"0".repeat(139)}`,
    );
    const field = centerInk(ink(cross), 0.1, 28, 28);
    expect(Math.max(...field)).toBe(1);
    // Away from the crossing the line has the mean of a fourteenth of ink; the crossing has 27/196 of it.
    expect([...field].filter((level) => level > 0.4)).toHaveLength(20 + 20 - 1);
  });

  test("scales the box with the field", () => {
    // 20/28 of 14 is 10; of 56 is 40.
    const block = ink(["000", "090", "000"]);
    expect(boxOf(centerInk(block, 0.1, 14, 14), 14)).toEqual([3, 12, 3, 12]);
    const [left = 0, right = 0, top = 0, bottom = 0] = boxOf(centerInk(block, 0.1, 56, 28), 56);
    expect([right - left + 1, bottom - top + 1]).toEqual([20, 20]);
  });
});
