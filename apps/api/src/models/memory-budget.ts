import type { VersionSlot } from "./version-slot.ts";

/** Keeps the number of versions in memory down. */
export interface MemoryBudget {
  /** Notes that a loaded version was asked for. */
  touch(slot: VersionSlot): void;
  /** Unloads what is beyond the limit: those first that were asked for the longest ago, and none that is predicting. */
  enforce(): void;
}

/**
 * Makes a budget.
 *
 * @param maxLoadedVersions How many versions may stay in memory.
 */
export function createMemoryBudget(maxLoadedVersions: number): MemoryBudget {
  /** The versions in memory, in the order in which they were last asked for. */
  const loaded = new Set<VersionSlot>();
  return {
    touch(slot) {
      loaded.delete(slot);
      loaded.add(slot);
    },
    enforce() {
      for (const slot of loaded) if (slot.loaded() === null) loaded.delete(slot);
      // Never the last one: the request that it was loaded for is about to use it.
      for (const slot of [...loaded].slice(0, -1)) {
        if (loaded.size <= maxLoadedVersions) return;
        if (slot.loaded()?.isBusy()) continue;
        loaded.delete(slot);
        void slot.unload();
      }
    },
  };
}
