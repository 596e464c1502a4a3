import process from "node:process";
import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { inflateScanlines, pngPasses } from "./inflate-scanlines.ts";
import type { PngHeader } from "./png-chunks.ts";

/** Two rows of two bytes, a filter byte in front of each: 6 bytes. */
const small: PngHeader = { width: 2, height: 2, bitDepth: 8, color: "grey", isInterlaced: false };

describe("pngPasses", () => {
  test.each([
    ["grey", 1, 1 + 2],
    ["grey", 4, 1 + 5],
    ["palette", 2, 1 + 3],
    ["grey and alpha", 8, 1 + 2 * 10],
    ["rgb", 8, 1 + 3 * 10],
    ["rgb and alpha", 16, 1 + 8 * 10],
  ] as const)("counts the bytes of rows of ten pixels: %s of %i bits", (color, bitDepth, rowBytes) => {
    const header: PngHeader = { width: 10, height: 3, bitDepth, color, isInterlaced: false };
    expect(pngPasses(header)).toEqual([
      { x: 0, y: 0, stepX: 1, stepY: 1, width: 10, height: 3, bytes: 3 * rowBytes },
    ]);
  });

  test("splits an interlaced picture into passes that hold each pixel once", () => {
    for (const [width, height] of [
      [8, 8],
      [13, 9],
      [3, 2],
      [1, 1],
    ] as const) {
      const seen = new Uint8Array(width * height);
      for (const pass of pngPasses({ ...small, width, height, isInterlaced: true })) {
        for (let row = 0; row < pass.height; row++) {
          for (let column = 0; column < pass.width; column++) {
            const index = (pass.y + row * pass.stepY) * width + pass.x + column * pass.stepX;
            seen[index] = (seen[index] ?? 0) + 1;
          }
        }
      }
      expect(seen).toEqual(new Uint8Array(width * height).fill(1));
    }
  });

  test("leaves out passes without pixels", () => {
    const header = { ...small, width: 1, height: 1, isInterlaced: true };
    expect(pngPasses(header)).toHaveLength(1);
  });
});

describe("inflateScanlines", () => {
  test("inflates as many bytes as the header says", async () => {
    const scanlines = Uint8Array.of(0, 1, 2, 0, 3, 4);
    expect(await inflateScanlines(deflateSync(scanlines), small)).toEqual(scanlines);
  });

  test("inflates many pieces", async () => {
    const header = { ...small, width: 999, height: 1000 };
    const scanlines = Uint8Array.from({ length: 1_000_000 }, (_, index) => (index * index) % 251);
    expect(await inflateScanlines(deflateSync(scanlines), header)).toEqual(scanlines);
  });

  test("stops a bomb before it takes memory", async () => {
    const bomb = deflateSync(Buffer.alloc(200_000_000));
    expect(bomb.length).toBeLessThan(200_000);
    const before = process.memoryUsage().arrayBuffers;
    await expect(inflateScanlines(bomb, small)).rejects.toThrow(
      "its pixels must inflate to 6 bytes, received more",
    );
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
  });

  test("refuses one byte more and one byte less", async () => {
    await expect(inflateScanlines(deflateSync(Buffer.alloc(7)), small)).rejects.toThrow(
      "its pixels must inflate to 6 bytes, received more",
    );
    await expect(inflateScanlines(deflateSync(Buffer.alloc(5)), small)).rejects.toThrow(
      "its pixels must inflate to 6 bytes, received 5",
    );
  });

  test("refuses a stream that is damaged, cut off or not there", async () => {
    const whole = deflateSync(Buffer.alloc(6));
    const wrongSum = Buffer.from(whole);
    wrongSum[whole.length - 1] = 99;
    await expect(inflateScanlines(wrongSum, small)).rejects.toThrow("its pixels are damaged");
    await expect(inflateScanlines(whole.subarray(0, -6), small)).rejects.toThrow("its pixels are damaged");
    await expect(inflateScanlines(Buffer.of(1, 2, 3), small)).rejects.toThrow("its pixels are damaged");
    await expect(inflateScanlines(new Uint8Array(0), small)).rejects.toThrow(/^its pixels /);
  });
});
