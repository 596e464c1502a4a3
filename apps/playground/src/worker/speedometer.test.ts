import { expect, test } from "vitest";
import { createSpeedometer } from "./speedometer.ts";

test("a speed wants two readings, and is that of the last few", () => {
  const speedometer = createSpeedometer(3);
  expect(speedometer.note(10, 1000)).toBeNull();
  expect(speedometer.note(20, 2000)).toBe(10 / 1);
  expect(speedometer.note(40, 3000)).toBe(30 / 2);
  // The first one is forgotten: from step 20 to 100 in 2 seconds.
  expect(speedometer.note(100, 4000)).toBe(80 / 2);
});

test("readings at the same moment give no speed", () => {
  const speedometer = createSpeedometer();
  speedometer.note(10, 5);
  expect(speedometer.note(20, 5)).toBeNull();
});
