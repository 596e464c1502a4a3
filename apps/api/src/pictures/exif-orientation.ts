/** How a stored picture is to be turned: 1 not at all, 3 upside down, 6 a quarter clockwise; even ones of 1 to 4 mirror. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** The number of the tag that says it. */
const orientationTag = 0x0112;

/**
 * Reads from Exif data how a picture is to be turned: cameras store the rows as the sensor has them.
 *
 * Source: JEITA CP-3451, "Exchangeable image file format", sections 4.5.4 and 4.6.
 *
 * @param content What a segment APP1 of a JPEG holds.
 * @returns The orientation; `null` where it is no Exif data, or does not say.
 */
export function exifOrientation(content: Uint8Array): Orientation | null {
  // "Exif", two zeros, and then a TIFF file, whose offsets count from its own start.
  if (content.length < 14 || String.fromCharCode(...content.subarray(0, 6)) !== "Exif\0\0") return null;
  const tiff = new DataView(content.buffer, content.byteOffset + 6, content.length - 6);
  const isLittle = tiff.getUint16(0) === 0x4949;
  const first = tiff.getUint32(4, isLittle);
  if (first + 2 > tiff.byteLength) return null;
  const count = tiff.getUint16(first, isLittle);
  for (let index = 0; index < count; index++) {
    const entry = first + 2 + 12 * index;
    if (entry + 12 > tiff.byteLength) return null;
    if (tiff.getUint16(entry, isLittle) !== orientationTag) continue;
    const value = tiff.getUint16(entry + 8, isLittle);
    return value >= 1 && value <= 8 ? (value as Orientation) : null;
  }
  return null;
}
