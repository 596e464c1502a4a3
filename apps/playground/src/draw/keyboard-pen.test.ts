import { expect, test } from "vitest";
import { type KeyboardPen, type Modifiers, penPoint, pressKey, restingPen } from "./keyboard-pen.ts";
import { createSheet, type Sheet } from "./sheet.ts";

const alone: Modifiers = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

/** Presses keys in turn; a name with Shift+ or Control+ in front holds that key. */
function press(sheet: Sheet, pen: KeyboardPen, ...keys: string[]) {
  const events: (string | null)[] = [];
  let now = pen;
  for (const name of keys) {
    const [key = "", modifier] = name.split("+").reverse();
    const held = { ...alone, shiftKey: modifier === "Shift", ctrlKey: modifier === "Control" };
    const pressed = pressKey(now, key, held, sheet);
    now = pressed?.pen ?? now;
    events.push(pressed?.event ?? null);
  }
  return { pen: now, events };
}

test("the cursor keys move the pen, Shift takes it further, and the sheet's edge stops it", () => {
  const sheet = createSheet();
  const { pen } = press(sheet, restingPen, "ArrowDown", "ArrowDown", "ArrowLeft", "Shift+ArrowRight");
  expect(pen).toEqual({ column: 17, row: 9, isDown: false });
  const far = press(sheet, pen, ...Array.from({ length: 9 }, () => "Shift+ArrowRight"));
  expect(far.pen).toEqual({ column: 28, row: 9, isDown: false });
  expect(sheet.strokes.value).toEqual([]);
});

test("space puts the pen down and lifts it, and moves draw between", () => {
  const sheet = createSheet();
  const { events, pen } = press(
    sheet,
    restingPen,
    " ",
    "ArrowDown",
    "ArrowDown",
    " ",
    "ArrowUp",
    " ",
    "Escape",
  );
  expect(events).toEqual(["down", "moved", "moved", "up", "moved", "down", "up"]);
  const at = (row: number) => penPoint({ column: 14, row, isDown: false });
  expect(sheet.strokes.value).toEqual([[at(7), at(8), at(9)], [at(8)]]);
  expect(pen).toEqual({ column: 14, row: 8, isDown: false });
});

test("Backspace and Control+Z take back, Delete clears, and all of them lift the pen", () => {
  const sheet = createSheet();
  press(sheet, restingPen, " ", "ArrowDown", " ");
  expect(press(sheet, restingPen, " ", "Backspace")).toMatchObject({
    events: ["down", "undone"],
    pen: { isDown: false },
  });
  expect(sheet.strokes.value).toHaveLength(1);
  expect(press(sheet, restingPen, "Delete", "Control+z").events).toEqual(["cleared", "undone"]);
  expect(sheet.strokes.value).toHaveLength(1);
});

test("other keys are the browser's", () => {
  const sheet = createSheet();
  expect(press(sheet, restingPen, "Tab", "a", "Escape", "Control+r", "Control+ArrowDown").events).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
});
