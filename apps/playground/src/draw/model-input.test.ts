import { expect, test } from "vitest";
import { modelInput } from "./model-input.ts";
import type { Stroke } from "./stroke.ts";

/** A 1: a line from top to bottom. */
const line = (x: number, top: number, bottom: number): Stroke => [
  { x, y: top },
  { x, y: bottom },
];

/** First and last row and column that hold ink, and the centre of mass. */
function measure(image: Uint8Array | null) {
  if (image === null) expect.fail("there is ink");
  const inked = [...image.entries()].filter(([, byte]) => byte > 0);
  const rows = inked.map(([index]) => Math.floor(index / 28));
  const columns = inked.map(([index]) => index % 28);
  const mass = inked.reduce((sum, [, byte]) => sum + byte, 0);
  const mean = (places: number[]) =>
    inked.reduce((sum, [, byte], i) => sum + byte * (places[i] ?? 0), 0) / mass;
  return {
    rows: [Math.min(...rows), Math.max(...rows)] as const,
    columns: [Math.min(...columns), Math.max(...columns)] as const,
    center: [mean(columns), mean(rows)] as const,
    strongest: Math.max(...image),
  };
}

test("nothing drawn is no image", () => {
  expect(modelInput([])).toBeNull();
  expect(modelInput([[]])).toBeNull();
});

test("a drawing is 20 pixels high in 28, its centre of mass in the middle, its ink as strong as MNIST's", () => {
  const { rows, columns, center, strongest } = measure(modelInput([line(0.5, 0.2, 0.8)]));
  expect(rows[1] - rows[0] + 1).toBe(20);
  // The pen is 0.085 wide, the line 0.685 long with its round ends: 20 * 0.085 / 0.685 = 2.5 pixels, 2 whole ones between.
  expect(columns[1] - columns[0] + 1).toBeLessThanOrEqual(4);
  for (const coordinate of center) expect(Math.abs(coordinate - 14)).toBeLessThanOrEqual(0.5);
  expect(strongest).toBe(255);
});

test("where a drawing lies on the sheet does not matter, its very edge included", () => {
  const middle = modelInput([line(0.5, 0.25, 0.75)]);
  // A 168th of the sheet is one pixel of the ink: moved by whole pixels, the image is the same.
  const moved = (x: number, y: number) =>
    modelInput([
      [
        { x: 0.5 + x / 168, y: 0.25 + y / 168 },
        { x: 0.5 + x / 168, y: 0.75 + y / 168 },
      ],
    ]);
  expect(moved(30, -20)).toEqual(middle);
  expect(moved(84, 42)).toEqual(middle);
  expect(moved(-84, -42)).toEqual(middle);
});

test("a wide drawing is 20 pixels wide", () => {
  const wide = measure(
    modelInput([
      [
        { x: 0.1, y: 0.5 },
        { x: 0.9, y: 0.5 },
      ],
    ]),
  );
  expect(wide.columns[1] - wide.columns[0] + 1).toBe(20);
});

test("a frame along all four edges of the sheet is ink, not paper", () => {
  const frame = [
    { x: 0, y: 0 },
    { x: 1, y: 0 },
    { x: 1, y: 1 },
    { x: 0, y: 1 },
    { x: 0, y: 0 },
  ];
  const { rows, columns } = measure(modelInput([frame]));
  expect([rows, columns]).toEqual([
    [5, 24],
    [5, 24],
  ]);
});

test("one dot is a dot", () => {
  const { rows, columns, center } = measure(modelInput([[{ x: 0.3, y: 0.6 }]]));
  expect(rows[1] - rows[0]).toBe(19);
  expect(columns[1] - columns[0]).toBe(19);
  for (const coordinate of center) expect(Math.abs(coordinate - 14)).toBeLessThanOrEqual(0.5);
});
