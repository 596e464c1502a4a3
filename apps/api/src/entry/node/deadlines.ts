/** Calls `late` after so many milliseconds, unless what it returns is called before. */
export type Deadlines = (ms: number, late: () => void) => () => void;

/**
 * Makes deadlines that have one timer together: a request meets nearly all of its own, and a timer that is set and cleared for each
 * costs it a microsecond. Not for Workers, where no request may end another's waiting.
 *
 * The timer keeps no process alive: what is waited for does.
 */
export function createDeadlines(): Deadlines {
  const waiting = new Set<{ readonly due: number; readonly late: () => void }>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer looks. */
  let looksAt = Number.POSITIVE_INFINITY;

  function lookAt(time: number): void {
    clearTimeout(timer);
    looksAt = time;
    timer = setTimeout(look, time - performance.now()).unref();
  }

  function look(): void {
    const now = performance.now();
    let soonest = Number.POSITIVE_INFINITY;
    looksAt = soonest;
    for (const each of waiting) {
      if (each.due > now) {
        soonest = Math.min(soonest, each.due);
      } else {
        waiting.delete(each);
        each.late();
      }
    }
    // It goes on looking only while somebody waits.
    if (soonest < looksAt) lookAt(soonest);
  }

  return (ms, late) => {
    const own = { due: performance.now() + ms, late };
    waiting.add(own);
    if (own.due < looksAt) lookAt(own.due);
    return () => {
      waiting.delete(own);
    };
  };
}
