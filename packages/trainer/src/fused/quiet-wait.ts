import type { FusedPlan } from "./fused-plan.ts";

/**
 * The part of the expected time that is slept through. Two submissions are often under way, and what is measured of the one has waited for
 * the other: with more than this, the device runs dry now and then.
 */
const SLEPT = 0.8;

/** Waits for a device without taking part of the processor that it may compute on. */
export interface QuietWait {
  /**
   * @param work How much was handed over, in any unit that its time grows with.
   * @param ask Asks the device for what is waited for.
   * @returns What the device gave.
   */
  for<T>(work: number, ask: () => Promise<T>): Promise<T>;
}

/**
 * Makes a wait for one kind of work, which learns how long it takes.
 *
 * In Node, Dawn's binding looks for news in every turn of the event loop as long as a promise of a device is open: it keeps a whole core
 * busy. A graphics card does not mind. A driver that computes on the CPU shares its cores with it, and takes a third longer on two of
 * them. So most of the time that the work took last is slept through before the device is asked. Elsewhere a wait costs nothing, and may
 * take a while itself: Deno asks every 14 ms.
 *
 * @param plan What the adapter is made of, and whether waiting for it keeps a core busy.
 * @returns The wait.
 */
export function createQuietWait({
  kind,
  isWaitingBusy,
}: Pick<FusedPlan, "kind" | "isWaitingBusy">): QuietWait {
  // Of the first work nothing is learned: compilers take part of its time.
  let isFirst = true;
  let expected = 0;
  return {
    async for(work, ask) {
      if (kind !== "software" || !isWaitingBusy) return await ask();
      const start = performance.now();
      // Timers count in whole milliseconds.
      const sleep = Math.floor(expected * work * SLEPT);
      if (sleep > 0) await new Promise((resolve) => setTimeout(resolve, sleep));
      const asked = performance.now();
      const result = await ask();
      const [whole, rest] = [performance.now() - start, performance.now() - asked];
      if (!isFirst) expected = nextExpected(expected, whole / Math.max(work, 1), rest < whole / 20);
      isFirst = false;
      return result;
    },
  };
}

/** One slow time, when others had the processor, must not make the next ones slow: it counts only in part. */
function nextExpected(expected: number, seen: number, isOverslept: boolean): number {
  if (isOverslept) return expected * 0.7;
  return expected === 0 ? seen : Math.min(seen, expected * 1.25);
}
