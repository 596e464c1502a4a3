/** How long a submission should take: a desktop that shares the device is not felt to stop, and no driver takes it for dead. */
const MILLISECONDS = 50;

/** The most steps of a submission, however short they are. */
export const MOST_STEPS = 1024;

/**
 * Decides how many steps the next submission may have.
 *
 * It may have as many as fit the time, by those just measured, but not four times as many at once: what was measured of a few
 * steps is mostly the way to the device and back.
 *
 * @param allowed How many the last one might have had.
 * @param taken How many it had, 1 or more.
 * @param milliseconds How long it took.
 * @returns The number, 1 or more.
 */
export function nextSubmissionSteps(allowed: number, taken: number, milliseconds: number): number {
  const fitting = Math.floor((taken * MILLISECONDS) / Math.max(milliseconds, 1e-3));
  // A submission that had fewer steps than it might have says little of more of them.
  const most = Math.max(allowed, 4 * taken);
  return Math.max(1, Math.min(fitting, most, MOST_STEPS));
}

/** Keeps submissions short, and the device from running dry. */
export interface SubmissionPace {
  /** How many steps the next submission may have. */
  readonly steps: number;
  /** Waits until the next submission may be handed over: two are under way at most, and only one before any was measured. */
  ready(): Promise<void>;
  /** Tells that a submission was handed over, of how many steps, and when it is done. */
  submitted(steps: number, done: Promise<unknown>): void;
}

/**
 * Makes the pace of an engine: it begins with a single step, since nothing is known of it.
 *
 * @param fixed So many steps in each submission, however long they take, for tests.
 * @param now A clock in milliseconds.
 * @returns The pace.
 */
export function createSubmissionPace(
  fixed?: number,
  now: () => number = () => performance.now(),
): SubmissionPace {
  let allowed = fixed ?? 1;
  let isMeasured = false;
  let lastDone = 0;
  let underWay: Promise<void>[] = [];
  return {
    get steps() {
      return allowed;
    },
    async ready() {
      while (underWay.length >= (isMeasured ? 2 : 1)) await underWay[0];
    },
    submitted(steps, done) {
      const start = now();
      const leave = (): void => {
        underWay = underWay.filter((other) => other !== settled);
      };
      const settled: Promise<void> = done.then(() => {
        const end = now();
        // It began when the one before it was done.
        allowed = fixed ?? nextSubmissionSteps(allowed, steps, end - Math.max(start, lastDone));
        isMeasured = true;
        lastDone = end;
        leave();
      }, leave); // whoever waits for what was submitted hears of the failure
      underWay.push(settled);
    },
  };
}
