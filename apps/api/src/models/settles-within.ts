/**
 * Whether a promise settles in time.
 *
 * @param promise The promise; how it settles is left to whoever awaits it next.
 * @param milliseconds How long to wait; infinity waits without a timer.
 * @returns False once the time is up.
 */
export async function settlesWithin(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const settled = promise.then(
    () => true,
    () => true,
  );
  if (milliseconds === Number.POSITIVE_INFINITY) return settled;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([settled, late]);
  } finally {
    clearTimeout(timer);
  }
}
