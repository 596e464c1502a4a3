import { describe, expect, test } from "vitest";
import { checkPicture, type Picture } from "./picture.ts";

const picture: Picture = { width: 3, height: 2, channels: 2, bitDepth: 8, data: new Uint8Array(3 * 2 * 2) };

describe("checkPicture", () => {
  test("takes bytes, clamped bytes and 16-bit numbers of 1 to 16 bits", () => {
    expect(() => checkPicture(picture)).not.toThrow();
    expect(() => checkPicture({ ...picture, data: new Uint8ClampedArray(12) })).not.toThrow();
    expect(() => checkPicture({ ...picture, bitDepth: 16, data: new Uint16Array(12) })).not.toThrow();
    expect(() => checkPicture({ ...picture, bitDepth: 1 })).not.toThrow();
  });

  test.each([
    ["width", 0, "width must be a whole number of at least 1, received 0"],
    ["width", Number.NaN, "width must be a whole number of at least 1, received NaN"],
    ["height", 1.5, "height must be a whole number of at least 1, received 1.5"],
    ["height", -2, "height must be a whole number of at least 1, received -2"],
    ["channels", 5, "channels must be a whole number from 1 to 4, received 5"],
    ["bitDepth", 0, "bitDepth must be a whole number from 1 to 16, received 0"],
    ["bitDepth", 17, "bitDepth must be a whole number from 1 to 16, received 17"],
    ["width", Number.POSITIVE_INFINITY, "width must be a whole number of at least 1, received Infinity"],
  ])("refuses %s = %s", (field, value, message) => {
    expect(() => checkPicture({ ...picture, [field]: value })).toThrow(
      new RangeError(`Cannot use the picture: ${message}`),
    );
  });

  test("refuses a number of samples that does not fit", () => {
    expect(() => checkPicture({ ...picture, data: new Uint8Array(11) })).toThrow(
      new RangeError("Cannot use the picture: 3 x 2 pixels of 2 samples must have 12 samples, received 11"),
    );
  });

  test("refuses data of another type", () => {
    const data = Array.from({ length: 12 }, () => 0) as unknown as Uint8Array;
    expect(() => checkPicture({ ...picture, data })).toThrow(
      new TypeError(
        "Cannot use the picture: data must be a Uint8Array, Uint8ClampedArray or Uint16Array, received an array of 12",
      ),
    );
  });
});
