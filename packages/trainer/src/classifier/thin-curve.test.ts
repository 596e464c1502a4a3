import { expect, test } from "vitest";
import { thinCurve } from "./thin-curve.ts";

test("a curve that is short enough stays as it is", () => {
  const curve = [{ step: 1, loss: 4 }];
  expect(thinCurve(curve, 1)).toBe(curve);
});

test("neighbours become their mean, and the last step stays the last", () => {
  const curve = [5, 4, 2, 1, 3].map((loss, i) => ({ step: (i + 1) * 10, loss }));
  expect(thinCurve(curve, 3)).toEqual([
    { step: 10, loss: 5 },
    { step: 30, loss: (4 + 2) / 2 },
    { step: 50, loss: (1 + 3) / 2 },
  ]);
});

test.each([2001, 4000, 99_999])("%d points become at most 2,000", (count) => {
  const curve = Array.from({ length: count }, (_, i) => ({ step: i + 1, loss: 1 }));
  const thinned = thinCurve(curve);
  expect(thinned.length).toBeLessThanOrEqual(2000);
  expect(thinned.length).toBeGreaterThan(1000);
  expect(thinned.at(-1)).toEqual({ step: count, loss: 1 });
});
