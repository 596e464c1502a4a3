import type { Manifest } from "@proj/model";

/** Pixels in a row, and rows. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/**
 * The size of the grey pictures that a model takes.
 *
 * @param manifest The model's.
 * @returns Its input shape, lengths of 1 left out, where it has two; a square where it has one that is one. `null` for a
 * model of tables, or of anything else.
 */
export function pictureSize({ input }: Manifest): PictureSize | null {
  if (input.table !== undefined) return null;
  const [height = 1, width, more] = input.shape.filter((length) => length !== 1);
  if (more !== undefined) return null;
  if (width !== undefined) return { width, height };
  const side = Math.sqrt(height);
  return Number.isInteger(side) ? { width: side, height: side } : null;
}
