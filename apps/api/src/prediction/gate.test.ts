import { expect, test } from "vitest";
import { createGate } from "./gate.ts";

test("a gate lets in what there is room for, and again what has left", () => {
  const gate = createGate(10, 1000);
  const first = gate.enter(6);
  expect(first).not.toBeNull();
  expect(gate.enter(5)).toBeNull();
  expect(gate.enter(4)).not.toBeNull();
  expect(gate.enter(1)).toBeNull();
  first?.();
  first?.(); // a second time makes no more room
  expect(gate.enter(7)).toBeNull();
  expect(gate.taken()).toBe(4);
  expect(gate.enter(6)).not.toBeNull();
  expect(gate.taken()).toBe(10);
});

test("a guest that never leaves is forgotten when its time is over", () => {
  let time = 0;
  const gate = createGate(1, 1000, () => time);
  const lost = gate.enter(1);
  time = 1000;
  expect(gate.enter(1)).toBeNull();
  time = 1001;
  expect(gate.enter(1)).not.toBeNull();
  lost?.(); // it leaves after all, and the room is another's by now
  expect(gate.enter(1)).toBeNull();
});

test("a guest that is forgotten takes no room", () => {
  let time = 0;
  const gate = createGate(10, 1000, () => time);
  gate.enter(3);
  time = 1000;
  expect(gate.taken()).toBe(3);
  time = 1001;
  expect(gate.taken()).toBe(0);
});
