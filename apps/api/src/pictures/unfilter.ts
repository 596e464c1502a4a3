/**
 * Undoes the filters of a PNG's rows, in place: each byte was stored as its difference from what its neighbours suggest.
 *
 * Source: W3C, "Portable Network Graphics (PNG) Specification", section 9.
 *
 * @param rows The rows, a filter byte in front of each.
 * @param rowBytes Bytes of a row, its filter byte included.
 * @param pixelBytes Bytes of a pixel, 1 where it has less: the distance to the neighbour on the left.
 * @throws {Error} For an unknown filter. The message is the rest of a sentence that starts with the file's name.
 */
export function unfilter(rows: Uint8Array, rowBytes: number, pixelBytes: number): void {
  const first = new Uint8Array(rowBytes - 1);
  let above: Uint8Array = first;
  for (let start = 0; start < rows.length; start += rowBytes) {
    const filter = rows[start] ?? 0;
    const row = rows.subarray(start + 1, start + rowBytes);
    unfilterRow(filter, row, above, pixelBytes);
    above = row;
  }
}

function unfilterRow(filter: number, row: Uint8Array, above: Uint8Array, pixelBytes: number): void {
  switch (filter) {
    case 0:
      return;
    case 1:
      for (let at = pixelBytes; at < row.length; at++) row[at] = (row[at] ?? 0) + (row[at - pixelBytes] ?? 0);
      return;
    case 2:
      for (let at = 0; at < row.length; at++) row[at] = (row[at] ?? 0) + (above[at] ?? 0);
      return;
    case 3:
      for (let at = 0; at < row.length; at++) {
        const left = at < pixelBytes ? 0 : (row[at - pixelBytes] ?? 0);
        row[at] = (row[at] ?? 0) + ((left + (above[at] ?? 0)) >> 1);
      }
      return;
    case 4:
      for (let at = 0; at < row.length; at++) {
        const left = at < pixelBytes ? 0 : (row[at - pixelBytes] ?? 0);
        const corner = at < pixelBytes ? 0 : (above[at - pixelBytes] ?? 0);
        row[at] = (row[at] ?? 0) + nearest(left, above[at] ?? 0, corner);
      }
      return;
    default:
      throw new Error(`its rows must have a filter from 0 to 4, received ${filter}`);
  }
}

/** Paeth's predictor: of the neighbours the one that is nearest to `left + up - corner`. */
function nearest(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
