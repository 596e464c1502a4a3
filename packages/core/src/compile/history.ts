/** The numbers of each epoch by name. */
export interface EpochHistory {
  readonly epoch: number[];
  readonly history: Record<string, (number | null)[]>;
}

/**
 * Adds an epoch to a history; every column keeps the length of `epoch`.
 *
 * @param history The history.
 * @param epoch The epoch, from 0.
 * @param numbers Its numbers by name; null, or left out, where there is none.
 */
export function addEpoch(
  { epoch: epochs, history }: EpochHistory,
  epoch: number,
  numbers: Readonly<Record<string, number | null>>,
): void {
  for (const name of new Set([...Object.keys(history), ...Object.keys(numbers)])) {
    history[name] ??= epochs.map(() => null);
    history[name].push(numbers[name] ?? null);
  }
  epochs.push(epoch);
}
