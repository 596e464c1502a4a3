/** Formats that are recognised by their first bytes: a name, where the bytes start, and the bytes, one a letter. */
const formats: readonly (readonly [name: string, start: number, magic: string])[] = [
  ["PNG", 0, "\x89PNG\r\n\x1a\n"],
  ["JPEG", 0, "\xff\xd8\xff"],
  ["GIF", 0, "GIF8"],
  ["WebP", 8, "WEBP"],
  ["BMP", 0, "BM"],
  ["TIFF", 0, "II*\0"],
  ["TIFF", 0, "MM\0*"],
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
  const has = (index: number, letter: string): boolean => bytes[index] === letter.charCodeAt(0);
  // Hardly any begins with the right letter, and only then is it worth taking the text apart.
  const found = formats.find(
    ([, start, magic]) =>
      has(start, magic) && [...magic].every((letter, index) => has(start + index, letter)),
  );
  return found?.[0] ?? null;
}
