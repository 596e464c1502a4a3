import type { MemoryBudget } from "./memory-budget.ts";
import type { ModelVersion, ServedModel } from "./model-repository.ts";
import type { ModelSource, SourceVersion } from "./model-source.ts";
import { ModelUnavailableError } from "./model-unavailable-error.ts";
import { UnknownModelError } from "./unknown-model-error.ts";
import { newestFirst } from "./version-order.ts";
import { createVersionSlot, type SlotOptions, type VersionSlot } from "./version-slot.ts";

/** The versions of one model, and which of them serves. */
export interface ModelVersions {
  /** Takes over what a source has of the model; null where none has it any more. */
  update(found: FoundModel | null): void;
  /** A version that is in memory, or the newest that may serve; null where one must be loaded first. */
  loaded(version?: string): ServedModel | null;
  /** A version, loaded; the newest that can be loaded if none is named. */
  get(version?: string): Promise<ServedModel>;
  /** The versions, newest first, those that are gone and still in use included. */
  describe(): ModelVersion[];
  /** Whether a version serves or has served; with `untried`, also where nothing is known against it. */
  canServe(untried: boolean): boolean;
  /** Begins to load, with nobody waiting, what should serve and does not yet. */
  upgrade(): void;
  /** Settles when nothing is in use any more of the versions that are gone so far. */
  left(): Promise<void>;
}

/** What one source has of a model. */
export interface FoundModel {
  readonly source: ModelSource;
  readonly versions: readonly SourceVersion[];
}

/** What the models of a repository share. */
export interface ModelVersionsOptions extends Omit<SlotOptions, "onSettled" | "onIdle"> {
  /** Whether the newest version is loaded before anybody asks for it. */
  readonly preload: boolean;
  readonly budget: MemoryBudget;
  /** Called when a version that was gone is not in use any more. */
  readonly onLeft: () => void;
}

interface Entry {
  readonly slot: VersionSlot;
  readonly source: ModelSource;
}

/**
 * Makes the versions of one model, none at first.
 *
 * @param name The model.
 * @param options What the models share.
 */
export function createModelVersions(name: string, options: ModelVersionsOptions): ModelVersions {
  const { budget, preload } = options;
  let entries = new Map<string, Entry>();
  /** Newest first. */
  let slots: readonly VersionSlot[] = [];
  const leaving = new Map<VersionSlot, Promise<void>>();
  /** What requests without a version got last: it goes on until something newer is loaded, or it is gone. */
  let serving: VersionSlot | null = null;

  const slotOptions: SlotOptions = {
    ...options,
    onIdle: budget.enforce,
    onSettled(slot) {
      if (slot.loaded() !== null) {
        budget.touch(slot);
        if (preload) serving ??= slot;
      }
      refresh(slot);
      upgrade();
      budget.enforce();
    },
  };

  return {
    update(found) {
      const before = entries;
      entries = new Map(found?.versions.map((version) => [version.version, entryOf(found.source, version)]));
      slots = [...entries.values()].map(({ slot }) => slot).sort((a, b) => newestFirst(a.version, b.version));
      for (const { slot } of before.values()) if (!slots.includes(slot)) leave(slot);
      for (const slot of slots) refresh(slot);
      upgrade();
    },
    loaded,
    async get(version) {
      if (slots.length === 0) throw new UnknownModelError(name);
      const ready = loaded(version);
      if (ready !== null) return ready;
      if (version === undefined) return loadNewest();
      const slot = entries.get(version)?.slot;
      if (slot === undefined) throw new UnknownModelError(name, version);
      return load(slot);
    },
    describe: () =>
      [...slots, ...leaving.keys()]
        .map((slot) => slot.describe())
        .sort((a, b) => newestFirst(a.version, b.version)),
    canServe: (untried) => slots.some((slot) => slot.canServe(untried)),
    upgrade,
    async left() {
      await Promise.all(leaving.values());
    },
  };

  function entryOf(source: ModelSource, { version, revision }: SourceVersion): Entry {
    const known = entries.get(version);
    const slot =
      known?.source === source ? known.slot : createVersionSlot(source, name, version, revision, slotOptions);
    slot.update(revision);
    return { slot, source };
  }

  function loaded(version?: string): ServedModel | null {
    const slot = version === undefined ? newestLoaded() : entries.get(version)?.slot;
    const model = slot?.loaded();
    if (slot == null || model == null) return null;
    if (version === undefined) upgrade();
    else refresh(slot);
    budget.touch(slot);
    return model.served;
  }

  async function loadNewest(): Promise<ServedModel> {
    let refused: ModelUnavailableError | null = null;
    for (const slot of slots) {
      try {
        const model = await load(slot);
        serving = slot;
        return model;
      } catch (error) {
        if (!(error instanceof ModelUnavailableError)) throw error;
        refused ??= error;
      }
    }
    throw refused ?? new UnknownModelError(name);
  }

  /** The newest version in memory that is not older than the one that has served so far. */
  function newestLoaded(): VersionSlot | null {
    if (serving === null || !slots.includes(serving)) return null;
    for (const slot of slots) {
      if (slot.loaded() !== null) return slot;
      if (slot === serving) return null;
    }
    return null;
  }

  async function load(slot: VersionSlot): Promise<ServedModel> {
    const model = slot.loaded() ?? (await slot.load());
    if (slot.loaded() !== null) budget.touch(slot);
    return model.served;
  }

  /** A version in memory whose files have changed is loaded anew while it goes on serving. */
  function refresh(slot: VersionSlot): void {
    if (slot.loaded() !== null) begin(slot);
  }

  function upgrade(): void {
    // Without preload, nobody has asked for the model yet.
    if (serving === null && !preload) return;
    for (const slot of slots) {
      if (slot.isCurrent() || slot.isLoading() || begin(slot)) return;
      // Nothing older than what serves is wanted.
      if (slot === serving) return;
    }
  }

  function begin(slot: VersionSlot): boolean {
    if (!slot.canTry()) return false;
    void slot.load().catch(() => {}); // the slot remembers why, and has told
    return true;
  }

  function leave(slot: VersionSlot): void {
    const left = slot.remove().then(() => {
      leaving.delete(slot);
      options.onLeft();
    });
    leaving.set(slot, left);
  }
}
