/** The device was lost while training; the message names the last checkpoint. */
export class DeviceLostError extends Error {
  /** The class's name, which a stack trace shows. */
  override name = "DeviceLostError";
}

/**
 * Makes a function that lets work go on until it is done or the device is lost, whichever comes first.
 *
 * @param lost Resolves with the reason when the device is gone.
 * @param lastCheckpoint Tells, at that moment, where the run can be taken up again.
 * @returns The function; what it returns rejects with a {@linkcode DeviceLostError} on loss.
 */
export function untilDeviceLoss(
  lost: Promise<string> | undefined,
  lastCheckpoint: () => string,
): <T>(work: Promise<T>) => Promise<T> {
  const loss = lost?.then((reason): never => {
    throw new DeviceLostError(`Training stopped: the device was lost (${reason}). ${lastCheckpoint()}`);
  });
  loss?.catch(() => {}); // a loss after the last step is nobody's concern
  return async (work) => {
    if (!loss) return await work;
    // Work on a lost device may fail in its own words first; the loss is the cause, so it gets a moment to be told.
    const told = work.catch(async (error: unknown) => {
      await Promise.race([loss, new Promise((resolve) => setTimeout(resolve, 200))]);
      throw error;
    });
    return await Promise.race([told, loss]);
  };
}
