import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createDeadlines } from "./deadlines.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("each is late at its own time, whatever order they began in", () => {
  const deadlines = createDeadlines();
  const late: string[] = [];
  for (const ms of [300, 100, 200]) deadlines(ms, () => late.push(`${ms}`));
  vi.advanceTimersByTime(99);
  expect(late).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(late).toEqual(["100"]);
  vi.advanceTimersByTime(150);
  deadlines(100, () => late.push("a later one"));
  expect(late).toEqual(["100", "200"]);
  vi.advanceTimersByTime(1000);
  expect(late).toEqual(["100", "200", "300", "a later one"]);
});

test("one that was met is never late, and does not stop the others", () => {
  const deadlines = createDeadlines();
  const late: string[] = [];
  const met = deadlines(100, () => late.push("first"));
  deadlines(150, () => late.push("second"));
  met();
  met();
  vi.advanceTimersByTime(1000);
  expect(late).toEqual(["second"]);
});

test("all have one timer, and none is left when nobody waits", () => {
  const deadlines = createDeadlines();
  const met = Array.from({ length: 1000 }, () => deadlines(100, () => {}));
  expect(vi.getTimerCount()).toBe(1);
  for (const each of met) each();
  vi.advanceTimersByTime(100);
  expect(vi.getTimerCount()).toBe(0);
});
