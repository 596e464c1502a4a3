/**
 * Waits for a promise, but not for ever.
 *
 * The work itself goes on, and nobody hears of its end.
 *
 * @param work What to wait for.
 * @param ms How long, in milliseconds.
 * @param late Makes the error to throw when the time is over.
 * @returns What the work returned.
 * @throws Whatever the work throws, or what `late` made.
 */
export function withDeadline<T>(work: Promise<T>, ms: number, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
