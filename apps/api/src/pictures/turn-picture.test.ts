import type { Picture } from "@proj/model";
import { expect, test } from "vitest";
import { turnPicture } from "./turn-picture.ts";

/** Three columns, two rows, as stored: 1 2 3 over 4 5 6. */
const stored: Picture = {
  width: 3,
  height: 2,
  channels: 1,
  bitDepth: 8,
  data: Uint8Array.of(1, 2, 3, 4, 5, 6),
};

test.each([
  [1, ["123", "456"]],
  [2, ["321", "654"]],
  [3, ["654", "321"]],
  [4, ["456", "123"]],
  [5, ["14", "25", "36"]],
  [6, ["41", "52", "63"]],
  [7, ["63", "52", "41"]],
  [8, ["36", "25", "14"]],
] as const)("orientation %i shows the rows %j", (orientation, rows) => {
  const turned = turnPicture(stored, orientation);
  expect([turned.width, turned.height]).toEqual([rows[0].length, rows.length]);
  expect([...turned.data].join("")).toBe(rows.join(""));
});

test("all samples of a pixel move together", () => {
  const turned = turnPicture({ ...stored, width: 2, height: 1, channels: 3 }, 2);
  expect([...turned.data]).toEqual([4, 5, 6, 1, 2, 3]);
});
