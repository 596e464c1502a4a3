import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Point, Stroke } from "./stroke.ts";

/** The sheet that is drawn on. */
export interface Sheet {
  /** What is drawn, in order; the last one may still be growing. */
  readonly strokes: ReadonlySignal<readonly Stroke[]>;
  /** Whether there is something to take back. */
  readonly canUndo: ReadonlySignal<boolean>;
  /** Puts the pen down. */
  begin(point: Point): void;
  /** Moves the pen that is down; does nothing where none is. */
  extend(points: readonly Point[]): void;
  /** Lifts the pen. */
  end(): void;
  /** Takes the last stroke back, or the last clearing. */
  undo(): void;
  clear(): void;
}

/** The most steps that can be taken back. */
const maxHistory = 200;

/** Makes an empty sheet. */
export function createSheet(): Sheet {
  const strokes = signal<readonly Stroke[]>([]);
  const history = signal<readonly (readonly Stroke[])[]>([]);
  let isDown = false;
  const replace = (next: readonly Stroke[]): void => {
    history.value = [...history.value.slice(1 - maxHistory), strokes.value];
    strokes.value = next;
  };
  return {
    strokes,
    canUndo: computed(() => history.value.length > 0),
    begin(point) {
      isDown = true;
      replace([...strokes.value, [inside(point)]]);
    },
    extend(points) {
      if (!isDown) return;
      const last = strokes.value.at(-1) ?? [];
      strokes.value = [...strokes.value.slice(0, -1), [...last, ...points.map(inside)]];
    },
    end() {
      isDown = false;
    },
    undo() {
      isDown = false;
      const before = history.value.at(-1);
      if (before === undefined) return;
      history.value = history.value.slice(0, -1);
      strokes.value = before;
    },
    clear() {
      isDown = false;
      if (strokes.value.length > 0) replace([]);
    },
  };
}

/** A pointer that left the sheet while it was down draws along the edge. */
function inside({ x, y }: Point): Point {
  return { x: Math.min(1, Math.max(0, x)), y: Math.min(1, Math.max(0, y)) };
}
