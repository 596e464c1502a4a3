import { expect, test } from "vitest";
import { createSheet } from "./sheet.ts";

const a = { x: 0.1, y: 0.2 };
const b = { x: 0.3, y: 0.4 };
const c = { x: 0.5, y: 0.6 };

test("strokes grow while the pen is down, and only then", () => {
  const sheet = createSheet();
  sheet.extend([a]);
  expect(sheet.strokes.value).toEqual([]);
  sheet.begin(a);
  sheet.extend([b, c]);
  sheet.end();
  sheet.extend([a]);
  sheet.begin(c);
  expect(sheet.strokes.value).toEqual([[a, b, c], [c]]);
});

test("a pointer beyond the sheet draws along its edge", () => {
  const sheet = createSheet();
  sheet.begin({ x: -0.2, y: 0.5 });
  sheet.extend([{ x: 0.5, y: 7 }]);
  expect(sheet.strokes.value).toEqual([
    [
      { x: 0, y: 0.5 },
      { x: 0.5, y: 1 },
    ],
  ]);
});

test("undo takes back a stroke at a time, and a clearing, until nothing is left to take back", () => {
  const sheet = createSheet();
  sheet.undo();
  expect(sheet.canUndo.value).toBe(false);
  sheet.begin(a);
  sheet.extend([b]);
  sheet.begin(c);
  sheet.clear();
  sheet.clear(); // an empty sheet stays, and costs no undo
  expect(sheet.strokes.value).toEqual([]);
  sheet.undo();
  expect(sheet.strokes.value).toEqual([[a, b], [c]]);
  sheet.undo();
  expect(sheet.strokes.value).toEqual([[a, b]]);
  sheet.undo();
  expect([sheet.strokes.value, sheet.canUndo.value]).toEqual([[], false]);
});

test("undo while the pen is down ends the stroke", () => {
  const sheet = createSheet();
  sheet.begin(a);
  sheet.undo();
  sheet.extend([b]);
  expect(sheet.strokes.value).toEqual([]);
});
