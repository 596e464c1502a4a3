/** Does one piece of work after another. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Makes a queue for work that takes much memory, of which only one piece is done at a time: a picture of a few kilobytes
 * may unfold to many megabytes.
 *
 * The queue is as long as the number of requests at work, which has its own limit.
 */
export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };
}
