import type { CheckpointStore } from "@proj/trainer";

/** The last checkpoint of a run, kept in memory, where the loss of a device does not reach it. */
export interface Checkpoints {
  /** Whether there is none. */
  readonly isEmpty: boolean;
  /** Forgets it. */
  clear(): void;
  /**
   * Gives the store that a run writes to.
   *
   * @param hear Hears of every checkpoint; the run goes on when that is through.
   * @returns The store.
   */
  heardBy(hear: (bytes: Uint8Array<ArrayBuffer>) => Promise<void>): CheckpointStore;
}

/** Makes an empty place for a checkpoint. */
export function createCheckpoints(): Checkpoints {
  let kept: Uint8Array<ArrayBuffer> | null = null;
  const clear = (): void => {
    kept = null;
  };
  return {
    get isEmpty() {
      return kept === null;
    },
    clear,
    heardBy: (hear) => ({
      name: "in the memory of this page",
      write: async (bytes) => {
        kept = bytes;
        await hear(bytes);
      },
      read: async () => kept,
      remove: async () => clear(),
    }),
  };
}
