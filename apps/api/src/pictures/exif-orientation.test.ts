import { describe, expect, test } from "vitest";
import { exifOrientation } from "./exif-orientation.ts";
import { exifSegment } from "./testing/jpeg-segments.ts";

describe("exifOrientation", () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])("reads %i, in both orders of bytes", (orientation) => {
    expect(exifOrientation(exifSegment(orientation).subarray(4))).toBe(orientation);
    expect(exifOrientation(exifSegment(orientation, true).subarray(4))).toBe(orientation);
  });

  test("knows nothing where the number is none of the eight, or the data is none, cut off or points elsewhere", () => {
    expect(exifOrientation(exifSegment(0).subarray(4))).toBeNull();
    expect(exifOrientation(exifSegment(9).subarray(4))).toBeNull();
    expect(exifOrientation(Buffer.from("http://ns.adobe.com/xap/1.0/\0"))).toBeNull();
    const whole = exifSegment(6).subarray(4);
    for (let length = 0; length < 40; length++) {
      // The value itself ends with byte 38; what follows is its padding and the offset of nothing.
      expect(exifOrientation(whole.subarray(0, length)), String(length)).toBeNull();
    }
    const elsewhere = Buffer.from(whole);
    elsewhere.writeUInt32BE(0xfffffff0, 6 + 4);
    expect(exifOrientation(elsewhere)).toBeNull();
    const many = Buffer.from(whole);
    many.writeUInt16BE(65535, 6 + 8);
    many.writeUInt16BE(0x0113, 6 + 22);
    expect(exifOrientation(many)).toBeNull();
  });
});
