import { describe, expect, test } from "vitest";
import { halfBlocks } from "./half-blocks.ts";

describe("halfBlocks", () => {
  test("draws two rows of pixels in a line of characters", () => {
    const image = Uint8Array.of(255, 255, 0, 0, 255, 0, 255, 0);
    expect(halfBlocks(image, 4, false)).toBe("┌────┐\n│█▀▄ │\n└────┘\n");
  });

  test("shows ink from a quarter of the range up, and an odd last row", () => {
    expect(halfBlocks(Uint8Array.of(63, 64, 0, 255, 255, 0), 2, false)).toBe("┌──┐\n│ █│\n│▀ │\n└──┘\n");
  });

  test("gives each half its grey, and sets the colours back at the end of a line", () => {
    // 0 is black, colour 16; 255 is white, 231; 128 is step round(12.5) = 13 of 25, colour 231 + 13.
    expect(halfBlocks(Uint8Array.of(0, 128, 255, 0), 2, true)).toBe(
      "┌──┐\n│\u001b[38;5;16;48;5;231m▀\u001b[38;5;244;48;5;16m▀\u001b[0m│\n└──┘\n",
    );
  });

  test("draws 28 x 28 in 16 lines of 30 characters", () => {
    const lines = halfBlocks(new Uint8Array(784), 28, false).trimEnd().split("\n");
    expect(lines.map((line) => line.length)).toEqual(Array.from({ length: 16 }, () => 30));
  });
});
