import { expect, onTestFinished, test } from "vitest";
import { createMemoryRateLimiter } from "./create-memory-rate-limiter.ts";

/** A limiter with a clock that stands still until it is set. */
function limited(options: Parameters<typeof createMemoryRateLimiter>[0]) {
  const clock = { ms: 1000 };
  const limiter = createMemoryRateLimiter(options, () => clock.ms);
  const ask = async (key = "a") => (await limiter.limit({ key })).success;
  return { clock, limiter, ask };
}

test("so many requests are let in at once, and one more each time that one's share of the time is over", async () => {
  const { clock, limiter, ask } = limited({ requests: 3, seconds: 60 });
  expect([await ask(), await ask(), await ask(), await ask()]).toEqual([true, true, true, false]);
  // One each 20 seconds.
  expect(await limiter.limit({ key: "a" })).toEqual({ success: false, retryAfterSeconds: 20 });
  clock.ms += 19_999;
  expect(await limiter.limit({ key: "a" })).toEqual({ success: false, retryAfterSeconds: 1 });
  clock.ms += 1;
  expect([await ask(), await ask()]).toEqual([true, false]);
  clock.ms += 1e9;
  expect([await ask(), await ask(), await ask(), await ask()]).toEqual([true, true, true, false]);
});

test("over a long time no more are let in than the rate", async () => {
  const { clock, ask } = limited({ requests: 10, seconds: 1 });
  let admitted = 0;
  for (let step = 0; step < 10_000; step++) {
    if (await ask()) admitted++;
    clock.ms += 1;
  }
  // 10 at once and 10 in each of 10 seconds, but for the rounding of the last one.
  expect(admitted).toBeGreaterThanOrEqual(108);
  expect(admitted).toBeLessThanOrEqual(110);
});

test("a refused request costs nothing, and each client has its own", async () => {
  const { clock, ask } = limited({ requests: 1, seconds: 1 });
  expect(await ask("a")).toBe(true);
  for (let again = 0; again < 100; again++) expect(await ask("a")).toBe(false);
  expect(await ask("b")).toBe(true);
  clock.ms += 1000;
  expect(await ask("a")).toBe(true);
});

test("a clock that goes back lets nobody in", async () => {
  const { clock, ask } = limited({ requests: 1, seconds: 1 });
  expect(await ask()).toBe(true);
  clock.ms -= 500;
  expect(await ask()).toBe(false);
});

test("of many clients only so many are remembered, those that asked last", async () => {
  const { ask } = limited({ requests: 1, seconds: 3600, maxClients: 3 });
  for (const key of ["a", "b", "c"]) expect(await ask(key)).toBe(true);
  expect(await ask("a")).toBe(false);
  // There is no room for b, which was silent for the longest.
  expect(await ask("d")).toBe(true);
  for (const key of ["a", "c", "d"]) expect(await ask(key)).toBe(false);
  expect(await ask("b")).toBe(true);
});

test("however many clients there are, no more are held", async () => {
  const { clock, limiter } = limited({ requests: 1, seconds: 60, maxClients: 100 });
  const { set } = Map.prototype;
  let size = 0;
  // Nothing tells from outside how much a limiter holds.
  Map.prototype.set = function spy(key, value) {
    const result = set.call(this, key, value);
    if (typeof key === "string" && key.startsWith("client-")) size = this.size;
    return result;
  };
  onTestFinished(() => {
    Map.prototype.set = set;
  });
  let largest = 0;
  for (let client = 0; client < 1e5; client++) {
    await limiter.limit({ key: `client-${client}` });
    largest = Math.max(largest, size);
  }
  expect(largest).toBe(101);
  // Those whose time is over are not held, though there would be room.
  clock.ms += 60_000;
  await limiter.limit({ key: "client-a" });
  await limiter.limit({ key: "client-b" });
  expect(size).toBe(2);
});

test.each([
  [{ requests: 0, seconds: 1 }, "requests must be a whole number of at least 1, received 0"],
  [{ requests: 1.5, seconds: 1 }, "requests must be a whole number of at least 1, received 1.5"],
  [{ requests: 1, seconds: 0 }, "seconds must be a number above 0, received 0"],
  [{ requests: 1, seconds: Number.NaN }, "seconds must be a number above 0, received NaN"],
  [{ requests: 1, seconds: 1, maxClients: 0 }, "maxClients must be a whole number of at least 1, received 0"],
])("%o is refused", (options, message) => {
  expect(() => createMemoryRateLimiter(options)).toThrow(new RangeError(`Cannot limit the rate: ${message}`));
});
