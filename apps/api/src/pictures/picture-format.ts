/** Formats that are recognised by their first bytes: a name, the bytes, and where they start. */
const formats: readonly (readonly [name: string, start: number, bytes: readonly number[] | string])[] = [
  ["PNG", 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["JPEG", 0, [0xff, 0xd8, 0xff]],
  ["GIF", 0, "GIF8"],
  ["WebP", 8, "WEBP"],
  ["BMP", 0, "BM"],
  ["TIFF", 0, [0x49, 0x49, 0x2a, 0]],
  ["TIFF", 0, [0x4d, 0x4d, 0, 0x2a]],
  ["AVIF", 4, "ftypavif"],
  ["HEIC", 4, "ftypheic"],
  ["PDF", 0, "%PDF-"],
  ["SVG", 0, "<svg"],
  ["SVG", 0, "<?xml"],
];

/**
 * Recognises the format of a file by its first bytes.
 *
 * @param bytes The file, or its beginning.
 * @returns `PNG`, `JPEG`, `GIF`, `WebP`, `BMP` and some more, or `null` for any other.
 */
export function pictureFormat(bytes: Uint8Array): string | null {
  const found = formats.find(([, start, magic]) => {
    const expected = typeof magic === "string" ? [...magic].map((letter) => letter.charCodeAt(0)) : magic;
    return expected.every((byte, index) => bytes[start + index] === byte);
  });
  return found?.[0] ?? null;
}
