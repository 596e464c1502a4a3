import { expect, test } from "vitest";
import { createSubmissionPace, nextSubmissionSteps } from "./submission-pace.ts";

test.each([
  { allowed: 1, taken: 1, milliseconds: 5, next: 4, why: "four times as many, though ten would fit" },
  { allowed: 4, taken: 4, milliseconds: 20, next: 10, why: "as many as fit 50 ms" },
  { allowed: 40, taken: 40, milliseconds: 100, next: 20, why: "fewer, as soon as they take longer" },
  { allowed: 40, taken: 40, milliseconds: 5000, next: 1, why: "one, where each takes longer than 50 ms" },
  { allowed: 1, taken: 1, milliseconds: 700, next: 1, why: "never less than one" },
  { allowed: 30, taken: 2, milliseconds: 1, next: 30, why: "not fewer for a submission that had few" },
  { allowed: 900, taken: 900, milliseconds: 0, next: 1024, why: "never more than 1024" },
])(
  "$taken of $allowed steps in $milliseconds ms: then $next, $why",
  ({ allowed, taken, milliseconds, next }) => {
    expect(nextSubmissionSteps(allowed, taken, milliseconds)).toBe(next);
  },
);

/** A device that takes so long for each step, one submission after another, on a clock of its own. */
async function submitFor(millisecondsPerStep: number, submissions: number): Promise<number[]> {
  let clock = 0;
  let doneAt = 0;
  const underWay: { readonly at: number; readonly finish: () => void }[] = [];
  const pace = createSubmissionPace(undefined, () => clock);
  const sizes: number[] = [];
  for (let each = 0; each < submissions; each++) {
    let isReady = false;
    void pace.ready().then(() => {
      isReady = true;
    });
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = isReady ? undefined : underWay.shift();
      if (next === undefined) break;
      clock = next.at;
      next.finish();
    }
    const { steps } = pace;
    sizes.push(steps);
    doneAt = Math.max(doneAt, clock) + steps * millisecondsPerStep;
    const at = doneAt;
    pace.submitted(steps, new Promise<void>((finish) => underWay.push({ at, finish })));
  }
  return sizes;
}

test("submissions grow from one step until they take 50 ms, while two are under way", async () => {
  expect(await submitFor(5, 8)).toEqual([1, 4, 4, 10, 10, 10, 10, 10]);
  expect(await submitFor(0.5, 7)).toEqual([1, 4, 4, 16, 16, 64, 64]);
  expect(await submitFor(500, 3)).toEqual([1, 1, 1]);
});

test("at most two are under way, and one before the first is measured", async () => {
  const pace = createSubmissionPace(3);
  const finish: (() => void)[] = [];
  const submit = (): void => pace.submitted(3, new Promise<void>((resolve) => finish.push(resolve)));
  const isReady = async (): Promise<boolean> =>
    await Promise.race([
      pace.ready().then(() => true),
      new Promise<boolean>((resolve) => setTimeout(resolve, 5, false)),
    ]);
  submit();
  expect(await isReady()).toBe(false);
  finish[0]?.();
  expect(await isReady()).toBe(true);
  submit();
  expect(await isReady()).toBe(true);
  submit();
  expect(await isReady()).toBe(false);
  finish[1]?.();
  expect(await isReady()).toBe(true);
  expect(pace.steps).toBe(3);
});

test("a submission that fails is no longer waited for", async () => {
  const pace = createSubmissionPace();
  pace.submitted(1, Promise.reject(new Error("lost")));
  await pace.ready();
  expect(pace.steps).toBe(1);
});
