/** The bytes of one segment of a JPEG: marker, length, content. */
export function segment(marker: number, content: Iterable<number>): Buffer {
  const bytes = Buffer.from([...content]);
  return Buffer.concat([Buffer.of(0xff, marker, (bytes.length + 2) >> 8, (bytes.length + 2) & 255), bytes]);
}

/** Puts segments right behind the beginning of a JPEG. */
export function withSegments(file: Uint8Array, ...segments: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([file.subarray(0, 2), ...segments, file.subarray(2)]);
}

/** A segment APP1 whose Exif data says how the picture is to be turned. */
export function exifSegment(orientation: number, isLittle = false): Buffer {
  const tiff = Buffer.alloc(8 + 2 + 2 * 12 + 4);
  const [uint16, uint32] = isLittle
    ? (["writeUInt16LE", "writeUInt32LE"] as const)
    : (["writeUInt16BE", "writeUInt32BE"] as const);
  tiff.write(isLittle ? "II" : "MM", "latin1");
  tiff[uint16](42, 2);
  tiff[uint32](8, 4);
  tiff[uint16](2, 8);
  // The image's width, which is of no interest, and the orientation: a tag, a type (SHORT), a count, a value.
  tiff[uint16](0x0100, 10);
  tiff[uint16](3, 12);
  tiff[uint32](1, 14);
  tiff[uint16](99, 18);
  tiff[uint16](0x0112, 22);
  tiff[uint16](3, 24);
  tiff[uint32](1, 26);
  tiff[uint16](orientation, 30);
  return segment(0xe1, Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]));
}
