import type { Picture } from "@proj/model";
import { type Point, penWidth, type Stroke } from "./stroke.ts";

/** Pixels along one side of the sheet: six for each pixel of the model's, so that its greys are true to a 36th. */
const sheetSide = 168;

/** The radius of the pen, in pixels. */
const radius = (penWidth * sheetSide) / 2;

/** Paper around the sheet, so that strokes along its edges lie inside, and what lies at the picture's border is paper. */
const margin = Math.ceil(radius) + 4;

const side = sheetSide + 2 * margin;

/**
 * Draws strokes as white ink on black paper, with a round pen and soft edges. The page shows them as SVG; this is what the model's
 * image is made of, the same in every browser and without a canvas.
 *
 * @param strokes The strokes.
 * @returns The picture, grey in 8 bits.
 */
export function inkPicture(strokes: readonly Stroke[]): Picture {
  const data = new Uint8Array(side * side);
  for (const stroke of strokes) {
    const [first] = stroke;
    if (first !== undefined && stroke.length === 1) drawLine(data, first, first);
    for (const [index, from] of stroke.entries()) {
      const to = stroke[index + 1];
      if (to !== undefined) drawLine(data, from, to);
    }
  }
  return { width: side, height: side, channels: 1, bitDepth: 8, data };
}

/** Inks each pixel by how far its middle lies from the line. */
function drawLine(data: Uint8Array, from: Point, to: Point): void {
  const [startX, startY] = [margin + from.x * sheetSide, margin + from.y * sheetSide];
  const [alongX, alongY] = [(to.x - from.x) * sheetSide, (to.y - from.y) * sheetSide];
  const length = alongX ** 2 + alongY ** 2;
  const reach = radius + 1;
  const rows = span(startY, startY + alongY, reach);
  const columns = span(startX, startX + alongX, reach);
  for (let y = rows.first; y <= rows.last; y++) {
    for (let x = columns.first; x <= columns.last; x++) {
      const [offX, offY] = [x + 0.5 - startX, y + 0.5 - startY];
      const share = length === 0 ? 0 : clamp((offX * alongX + offY * alongY) / length, 0, 1);
      const distance = Math.hypot(offX - share * alongX, offY - share * alongY);
      const ink = Math.round(255 * clamp(radius + 0.5 - distance, 0, 1));
      const index = y * side + x;
      if (ink > (data[index] ?? 0)) data[index] = ink;
    }
  }
}

/** The pixels that a line from one coordinate to another can reach. */
function span(from: number, to: number, reach: number): { readonly first: number; readonly last: number } {
  return {
    first: Math.max(0, Math.floor(Math.min(from, to) - reach)),
    last: Math.min(side - 1, Math.ceil(Math.max(from, to) + reach)),
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
