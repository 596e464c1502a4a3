import { useSignal } from "@preact/signals";
import type { JSX, TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { useWords } from "../i18n/language.ts";
import { type KeyboardPen, type PenEvent, penPoint, pressKey, restingPen } from "./keyboard-pen.ts";
import type { Sheet } from "./sheet.ts";
import { type Point, penWidth, type Stroke } from "./stroke.ts";
import { en } from "./words/en.ts";
import { ja } from "./words/ja.ts";

/** The sheet's width in the units of its SVG. */
const units = 100;

/** The sheet: mouse, pen and finger draw on it as they do on paper, and the keyboard with a pen of its own. */
export function DrawingSheet({ sheet }: { readonly sheet: Sheet }): JSX.Element {
  const words = useWords({ en, ja });
  const pen = useSignal<KeyboardPen>(restingPen);
  const event = useSignal<PenEvent | null>(null);
  const putDown = (pointer: TargetedPointerEvent<HTMLElement>): void => {
    if (!pointer.isPrimary || pointer.button !== 0) return;
    pointer.currentTarget.setPointerCapture(pointer.pointerId);
    pen.value = { ...pen.value, isDown: false };
    sheet.begin(placeOf(pointer, pointer.currentTarget));
  };
  const move = (pointer: TargetedPointerEvent<HTMLElement>): void => {
    if (!pointer.currentTarget.hasPointerCapture(pointer.pointerId)) return;
    // All places since the last frame, so that a fast line stays round.
    const places = pointer.getCoalescedEvents?.() ?? [];
    const { currentTarget } = pointer;
    sheet.extend((places.length === 0 ? [pointer] : places).map((place) => placeOf(place, currentTarget)));
  };
  const press = (key: TargetedKeyboardEvent<HTMLElement>): void => {
    const pressed = pressKey(pen.value, key.key, key, sheet);
    if (pressed === null) return;
    key.preventDefault();
    pen.value = pressed.pen;
    event.value = pressed.event;
  };
  const at = penPoint(pen.value);
  return (
    <>
      {/* The keys of a drawing are its own: a screen reader hands them through to an application. */}
      <div
        class="sheet"
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application that draws takes the keyboard
        tabIndex={0}
        aria-label={words.sheet}
        aria-describedby="sheet-keys"
        onPointerDown={putDown}
        onPointerMove={move}
        onPointerUp={sheet.end}
        onPointerCancel={sheet.end}
        onKeyDown={press}
      >
        <svg viewBox={`0 0 ${units} ${units}`} aria-hidden="true">
          {sheet.strokes.value.map((stroke, index) => (
            <path key={index} class="ink" d={pathOf(stroke)} stroke-width={penWidth * units} />
          ))}
          <g class={pen.value.isDown ? "keyboard-pen keyboard-pen-down" : "keyboard-pen"}>
            <circle cx={at.x * units} cy={at.y * units} r={(penWidth * units) / 2} />
            <path d={`M${at.x * units - 7},${at.y * units}h14m-7,-7v14`} />
          </g>
        </svg>
        {sheet.strokes.value.length === 0 && <p class="sheet-hint">{words.hint}</p>}
      </div>
      <p class="visually-hidden" role="status">
        {event.value !== null && words.penEvents[event.value](pen.value.column, pen.value.row)}
      </p>
    </>
  );
}

function placeOf(
  pointer: { readonly clientX: number; readonly clientY: number },
  target: HTMLElement,
): Point {
  const { left, top, width, height } = target.getBoundingClientRect();
  return { x: (pointer.clientX - left) / width, y: (pointer.clientY - top) / height };
}

/** A line through the points; a single one is a line of no length, which round ends make a dot. */
function pathOf(stroke: Stroke): string {
  const places = stroke.map(({ x, y }) => `${round(x * units)},${round(y * units)}`);
  return `M${places[0]}L${places.slice(stroke.length > 1 ? 1 : 0).join(" ")}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
