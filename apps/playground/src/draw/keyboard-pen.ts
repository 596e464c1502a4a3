import type { Sheet } from "./sheet.ts";
import type { Point } from "./stroke.ts";

/** Where the pen of the keyboard is, and whether it draws. Columns and rows are those of a grid of 28 x 28, from 1. */
export interface KeyboardPen {
  readonly column: number;
  readonly row: number;
  readonly isDown: boolean;
}

/** What a key did, to be announced. */
export type PenEvent = "moved" | "down" | "up" | "undone" | "cleared";

/** Rows and columns of the pen's grid. */
export const penGrid = 28;

/** The pen before its first move: in the upper middle, where most digits begin. */
export const restingPen: KeyboardPen = { column: 14, row: 7, isDown: false };

const moves: Readonly<Record<string, readonly [columns: number, rows: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The keys that were pressed together with another. */
export interface Modifiers {
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * Draws with a key: the cursor keys move the pen, with Shift four times as far; space puts it down and lifts it, Escape lifts it;
 * Backspace and Ctrl+Z take a stroke back, Delete clears the sheet.
 *
 * @param pen Where the pen is.
 * @param key The key's name, as a `KeyboardEvent` has it.
 * @param held The keys held with it.
 * @param sheet What is drawn on.
 * @returns The pen, and what happened; `null` where the key means nothing here, so that the browser has it.
 */
export function pressKey(
  pen: KeyboardPen,
  key: string,
  held: Modifiers,
  sheet: Sheet,
): { readonly pen: KeyboardPen; readonly event: PenEvent } | null {
  const lifted = { ...pen, isDown: false };
  if (held.ctrlKey || held.metaKey || held.altKey) {
    if (key.toLowerCase() !== "z" || held.altKey) return null;
    sheet.undo();
    return { pen: lifted, event: "undone" };
  }
  const move = moves[key];
  if (move !== undefined) {
    const far = held.shiftKey ? 4 : 1;
    const [column, row] = [onGrid(pen.column + far * move[0]), onGrid(pen.row + far * move[1])];
    const moved = { ...pen, column, row };
    if (pen.isDown) sheet.extend([penPoint(moved)]);
    return { pen: moved, event: "moved" };
  }
  switch (key) {
    case " ":
      if (pen.isDown) sheet.end();
      else sheet.begin(penPoint(pen));
      return { pen: { ...pen, isDown: !pen.isDown }, event: pen.isDown ? "up" : "down" };
    case "Escape":
      if (!pen.isDown) return null;
      sheet.end();
      return { pen: lifted, event: "up" };
    case "Backspace":
      sheet.undo();
      return { pen: lifted, event: "undone" };
    case "Delete":
      sheet.clear();
      return { pen: lifted, event: "cleared" };
    default:
      return null;
  }
}

/** The place of the pen on the sheet. */
export function penPoint({ column, row }: KeyboardPen): Point {
  return { x: (column - 0.5) / penGrid, y: (row - 0.5) / penGrid };
}

function onGrid(place: number): number {
  return Math.min(penGrid, Math.max(1, place));
}
