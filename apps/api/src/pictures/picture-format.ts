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
  for (const [name, start, magic] of formats) if (hasAt(bytes, start, magic)) return name;
  return null;
}

function hasAt(bytes: Uint8Array, start: number, magic: string): boolean {
  for (let index = 0; index < magic.length; index++) {
    if (bytes[start + index] !== magic.charCodeAt(index)) return false;
  }
  return true;
}
