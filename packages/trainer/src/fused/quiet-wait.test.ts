import { expect, test } from "vitest";
import { createQuietWait } from "./quiet-wait.ts";

/** Waits three times for work that takes 60 ms, and tells how long each time it took until the device was asked. */
async function delays(kind: "software" | "hardware", isWaitingBusy = true): Promise<number[]> {
  const wait = createQuietWait({ kind, isWaitingBusy });
  const seen: number[] = [];
  for (let time = 0; time < 3; time++) {
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
  const [first, second, third] = await delays("software");
  expect(first).toBeLessThan(20);
  expect(second).toBeLessThan(20); // the first time compilers were at work
  expect(third).toBeGreaterThan(25);
});

test("a graphics card is asked at once", async () => {
  for (const delay of await delays("hardware")) expect(delay).toBeLessThan(30);
});

test("where waiting keeps no core busy the device is asked at once", async () => {
  for (const delay of await delays("software", false)) expect(delay).toBeLessThan(30);
});

test("work that is done sooner than the last time is not waited for as long again", async () => {
  const wait = createQuietWait({ kind: "software", isWaitingBusy: true });
  const done = new Promise((resolve) => setTimeout(resolve, 400));
  await wait.for(1, () => Promise.resolve());
  await wait.for(1, () => done);
  const times: number[] = [];
  for (let time = 0; time < 8; time++) {
    const start = performance.now();
    await wait.for(1, () => Promise.resolve());
    times.push(performance.now() - start);
  }
  expect(times[0]).toBeGreaterThan(200);
  expect(times.at(-1)).toBeLessThan(100);
});
