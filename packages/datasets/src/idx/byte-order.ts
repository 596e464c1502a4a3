const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/**
 * Turns big-endian elements into the machine's own byte order, or back: the same swap does both. Bytes are moved and
 * never read as numbers, so that every NaN keeps its payload.
 *
 * @param bytes Elements one after another; changed in place.
 * @param width Bytes of one element: 1, 2, 4 or 8.
 */
export function swapBigEndian(bytes: Uint8Array, width: number): void {
  if (!littleEndian || width === 1) return;
  for (let start = 0; start + width <= bytes.length; start += width) {
    for (let low = start, high = start + width - 1; low < high; low++, high--) {
      const byte = bytes[low] ?? 0;
      bytes[low] = bytes[high] ?? 0;
      bytes[high] = byte;
    }
  }
}
