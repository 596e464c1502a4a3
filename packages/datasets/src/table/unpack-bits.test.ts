import { describe, expect, test } from "vitest";
import { unpackBits } from "./unpack-bits.ts";

describe("unpackBits", () => {
  test("takes the most significant bit of each byte first", () => {
    const bits = unpackBits(new Uint8Array([0b1000_0001, 0b0100_0000, 0b0000_0010, 0xff]), 16, 2);
    expect([...bits]).toEqual([
      ...[1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0],
      ...[0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1],
    ]);
  });

  test("starts each row with a byte of its own where the width is no multiple of 8", () => {
    const bits = unpackBits(new Uint8Array([0b1111_0000, 0b1000_0000, 0b0000_1111, 0b0000_0000]), 9, 2);
    expect([...bits]).toEqual([...[1, 1, 1, 1, 0, 0, 0, 0, 1], ...[0, 0, 0, 0, 1, 1, 1, 1, 0]]);
  });

  test("takes no rows", () => {
    expect(unpackBits(new Uint8Array(0), 8, 0)).toEqual(new Uint8Array(0));
  });

  test.each([
    [4, 16, 3, "3 rows of 16 bits must take 6 bytes, 2 a row, received 4"],
    [4, 9, 1, "1 rows of 9 bits must take 2 bytes, 2 a row, received 4"],
    [1, 0, 1, "width must be an integer from 1, received 0"],
    [1, 7.5, 1, "width must be an integer from 1, received 7.5"],
    [1, 8, -1, "rows must be an integer from 0, received -1"],
    [1, 8, Number.NaN, "rows must be an integer from 0, received NaN"],
  ])("refuses %d bytes as rows of %d bits, %d of them", (length, width, rows, message) => {
    expect(() => unpackBits(new Uint8Array(length), width, rows)).toThrow(RangeError);
    expect(() => unpackBits(new Uint8Array(length), width, rows)).toThrow(message);
  });

  test("refuses bits after the width: the width or their order is another", () => {
    expect(() => unpackBits(new Uint8Array([0b1110_0000, 0b0000_0111]), 3, 2)).toThrow(
      "the bits after the first 3 of a row must be 0, received others in row 1",
    );
  });
});
