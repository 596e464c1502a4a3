import { expect, test } from "vitest";
import { createQuietWait } from "./quiet-wait.ts";

/** Waits twice for work that takes 60 ms, and tells how long each time it took until the device was asked. */
async function delays(kind: "software" | "hardware"): Promise<number[]> {
  const wait = createQuietWait(kind);
  const seen: number[] = [];
  for (let time = 0; time < 2; time++) {
    const start = performance.now();
    const done = new Promise((resolve) => setTimeout(resolve, 60));
    await wait.for(100, async () => {
      seen.push(performance.now() - start);
      await done;
    });
  }
  return seen;
}

test("a driver that computes on the CPU is left alone for most of the time that the same work took before", async () => {
  const [first = Number.NaN, second = Number.NaN] = await delays("software");
  expect(first).toBeLessThan(30);
  expect(second).toBeGreaterThan(40);
});

test("a graphics card is asked at once", async () => {
  for (const delay of await delays("hardware")) expect(delay).toBeLessThan(30);
});
