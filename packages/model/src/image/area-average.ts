/** A rectangle of whole pixels. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Scales a region of a picture: each pixel of the result is the mean of the area that it covers.
 *
 * @param levels `[rows * width]` row-major, of the whole picture.
 * @param width Pixels in a row of the picture.
 * @param region What to scale, inside the picture.
 * @param toWidth Pixels in a row of the result, at least 1.
 * @param toHeight Rows of the result, at least 1.
 * @returns `[toHeight * toWidth]` row-major.
 */
export function areaAverage(
  levels: Float32Array,
  width: number,
  region: Region,
  toWidth: number,
  toHeight: number,
): Float32Array {
  const columns = spans(region.width, toWidth);
  const rows = spans(region.height, toHeight);
  const result = new Float32Array(toWidth * toHeight);
  // Rows are narrowed once and then added to each row of the result that they lie in.
  const narrow = new Float64Array(toWidth);
  let narrowed = -1;
  for (const [toY, row] of rows.entries()) {
    for (let y = row.first; y <= row.last; y++) {
      if (y !== narrowed) narrowRow(levels, (region.top + y) * width + region.left, columns, narrow);
      narrowed = y;
      const weight = overlap(row, y);
      for (let x = 0; x < toWidth; x++) {
        const index = toY * toWidth + x;
        result[index] = (result[index] ?? 0) + weight * (narrow[x] ?? 0);
      }
    }
  }
  return result;
}

/** The pixels, from `first` to `last`, that one pixel of the result covers, and exactly where it starts and ends. */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly first: number;
  readonly last: number;
}

function spans(from: number, to: number): Span[] {
  return Array.from({ length: to }, (_, index) => {
    const start = (index * from) / to;
    const end = ((index + 1) * from) / to;
    return { start, end, first: Math.floor(start), last: Math.min(from, Math.ceil(end)) - 1 };
  });
}

/** The share of the span that lies in one pixel. */
function overlap({ start, end }: Span, pixel: number): number {
  return (Math.min(end, pixel + 1) - Math.max(start, pixel)) / (end - start);
}

function narrowRow(
  levels: Float32Array,
  offset: number,
  columns: readonly Span[],
  narrow: Float64Array,
): void {
  for (const [toX, column] of columns.entries()) {
    let sum = 0;
    for (let x = column.first; x <= column.last; x++) sum += overlap(column, x) * (levels[offset + x] ?? 0);
    narrow[toX] = sum;
  }
}
