import { expect, test } from "vitest";
import { settlesWithin } from "./settles-within.ts";

test("a promise that is kept or broken in time has settled", async () => {
  expect(await settlesWithin(Promise.resolve(1), 1000)).toBe(true);
  expect(await settlesWithin(Promise.reject(new Error("broken")), Number.POSITIVE_INFINITY)).toBe(true);
});

test("a promise that is not has not", async () => {
  expect(await settlesWithin(new Promise(() => {}), 5)).toBe(false);
});
