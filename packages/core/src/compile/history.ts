import type { Numbers } from "./readings.ts";

/** The numbers of each epoch by name. */
export interface EpochHistory {
  readonly epoch: number[];
  readonly history: Record<string, (number | null)[]>;
}

/**
 * Adds an epoch to a history.
 *
 * @param history The history.
 * @param epoch The epoch, from 0.
 * @param numbers Its numbers, of the same names in every epoch.
 */
export function addEpoch({ epoch: epochs, history }: EpochHistory, epoch: number, numbers: Numbers): void {
  epochs.push(epoch);
  for (const [name, number] of Object.entries(numbers)) {
    history[name] ??= [];
    history[name].push(number);
  }
}
