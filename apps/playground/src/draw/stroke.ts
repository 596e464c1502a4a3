/** A place on the sheet: 0 to 1 from its left edge, and from its top. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What the pen left between its touching the sheet and its leaving it: straight lines from point to point, or one dot. */
export type Stroke = readonly Point[];

/** How wide the pen is, of the sheet's width: the strokes of a digit that fills most of the sheet are as thick as MNIST's. */
export const penWidth = 0.085;
