import { describe, expect, test } from "vitest";
import { pictureFormat } from "./picture-format.ts";

describe("pictureFormat", () => {
  test.each<[string, readonly number[] | string]>([
    ["PNG", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]],
    ["JPEG", [0xff, 0xd8, 0xff, 0xe0, 0, 16]],
    ["GIF", "GIF89a.."],
    ["GIF", "GIF87a.."],
    ["WebP", "RIFF....WEBPVP8 "],
    ["BMP", "BM......"],
    ["TIFF", [0x49, 0x49, 0x2a, 0]],
    ["AVIF", "....ftypavif"],
    ["HEIC", "....ftypheic"],
    ["PDF", "%PDF-1.7"],
    ["SVG", '<svg xmlns="">'],
  ])("recognises %s", (name, start) => {
    const bytes = typeof start === "string" ? new TextEncoder().encode(start) : Uint8Array.from(start);
    expect(pictureFormat(bytes)).toBe(name);
  });

  test("knows nothing of other files, the beginning of a signature among them", () => {
    expect(pictureFormat(new Uint8Array(0))).toBeNull();
    expect(pictureFormat(new Uint8Array(784))).toBeNull();
    expect(pictureFormat(Uint8Array.of(0x89, 0x50, 0x4e, 0x47))).toBeNull();
    expect(pictureFormat(new TextEncoder().encode("RIFF....WAVE"))).toBeNull();
  });
});
