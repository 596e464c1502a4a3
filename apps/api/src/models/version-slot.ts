import type { ArtifactLimits } from "@proj/model";
import { type LoadedModel, loadModel } from "./loaded-model.ts";
import type { ModelVersion } from "./model-repository.ts";
import type { ModelSource } from "./model-source.ts";
import { ModelUnavailableError } from "./model-unavailable-error.ts";
import { refusalReason } from "./refusal-reason.ts";
import { settlesWithin } from "./settles-within.ts";

/** How long a failure is remembered at first; each further one doubles it. */
const firstPauseMs = 1000;
const longestPauseMs = 60_000;

/** One version of a model: what is known of it, and its loads. */
export interface VersionSlot {
  readonly version: string;
  /** What serves now, which may be of an older revision. */
  loaded(): LoadedModel | null;
  /** Whether what serves is of the newest revision. */
  isCurrent(): boolean;
  /** Whether a load is under way that may be joined. */
  isLoading(): boolean;
  /** Whether it serves or has served; with `untried`, also where nothing is known against it. */
  canServe(untried: boolean): boolean;
  /** Whether a load could be begun now: the newest revision is not loaded, and no fresh failure speaks against it. */
  canTry(): boolean;
  /** Notes what the source says; a failure of another revision is forgotten. */
  update(revision: string): void;
  /**
   * Loads the newest revision, or joins the load that is under way.
   *
   * @throws {ModelUnavailableError} If it cannot be loaded, or could not a moment ago.
   */
  load(): Promise<LoadedModel>;
  /** Gives up the memory, not the version: it is loaded again when it is asked for. */
  unload(): Promise<void>;
  /** Gives up the version. Settles when nothing uses it any more. */
  remove(): Promise<void>;
  describe(): ModelVersion;
}

/** What all slots of a repository share. */
export interface SlotOptions {
  readonly limits: ArtifactLimits;
  /** What the dense path computes with, for a platform that compiles no WebAssembly at run time. */
  readonly kernel?: WebAssembly.Module | undefined;
  /** How long a load may be joined, in milliseconds. */
  readonly patienceMs: number;
  /** Called after each load, whether it went well or not. */
  readonly onSettled: (slot: VersionSlot) => void;
  /** Called whenever a prediction has ended and none is under way. */
  readonly onIdle: () => void;
  /** Called after each load that failed. */
  readonly onRefused: (error: ModelUnavailableError) => void;
}

interface Failure {
  readonly error: ModelUnavailableError;
  readonly count: number;
  readonly until: number;
}

interface Attempt {
  readonly promise: Promise<LoadedModel>;
  readonly begun: number;
}

/**
 * Makes the slot of one version; nothing is loaded yet.
 *
 * @param source Where its files are.
 * @param name The model.
 * @param version The version.
 * @param firstRevision The revision that the source has of it.
 * @param options What all slots share.
 */
export function createVersionSlot(
  source: ModelSource,
  name: string,
  version: string,
  firstRevision: string,
  options: SlotOptions,
): VersionSlot {
  let revision = firstRevision;
  let serving: { readonly model: LoadedModel; readonly revision: string } | null = null;
  let attempt: Attempt | null = null;
  let failure: Failure | null = null;
  let isRemoved = false;
  /** Whether this revision was loaded once, and given up for want of room. */
  let isProven = false;

  const slot: VersionSlot = {
    version,
    loaded: () => serving?.model ?? null,
    isCurrent: () => serving?.revision === revision,
    isLoading: () => currentAttempt() !== null,
    canServe: (untried) => serving !== null || isProven || (untried && failure === null),
    canTry: () =>
      !isRemoved && !slot.isCurrent() && currentAttempt() === null && rememberedFailure() === null,
    update(next) {
      if (next === revision) return;
      revision = next;
      isProven = false;
      failure = null;
    },
    async load() {
      if (serving !== null && slot.isCurrent()) return serving.model;
      const failed = rememberedFailure();
      if (failed !== null) throw failed;
      const joined = currentAttempt();
      if (joined === null) return begin();
      const left = joined.begun + options.patienceMs - performance.now();
      // Where the request that began the load was cancelled, the platform may have cancelled the load with it.
      return (await settlesWithin(joined.promise, left)) ? joined.promise : slot.load();
    },
    async unload() {
      const model = serving?.model;
      isProven = serving !== null && slot.isCurrent();
      serving = null;
      await model?.retire();
    },
    async remove() {
      isRemoved = true;
      await attempt?.promise.catch(() => {}); // whoever waits for it is told
      await slot.unload();
    },
    describe() {
      const error = failure === null ? null : failure.error.reason;
      if (isRemoved) return { version, state: "UNLOADING", error };
      if (serving !== null) return { version, state: "AVAILABLE", error };
      if (attempt !== null) return { version, state: "LOADING", error };
      return { version, state: failure === null ? "START" : "END", error };
    },
  };
  return slot;

  function currentAttempt(): Attempt | null {
    return attempt !== null && performance.now() - attempt.begun < options.patienceMs ? attempt : null;
  }

  function rememberedFailure(): ModelUnavailableError | null {
    return failure !== null && performance.now() < failure.until ? failure.error : null;
  }

  function begin(): Promise<LoadedModel> {
    const wanted = revision;
    const promise = loadRevision(wanted);
    const own: Attempt = { promise, begun: performance.now() };
    attempt = own;
    const end = (): void => {
      if (attempt === own) attempt = null;
      options.onSettled(slot);
    };
    promise.then(end, end);
    return promise;
  }

  async function loadRevision(wanted: string): Promise<LoadedModel> {
    try {
      const model = await readModel(wanted);
      failure = null;
      return model;
    } catch (cause) {
      const count = (failure?.count ?? 0) + 1;
      const pauseMs = Math.min(firstPauseMs * 2 ** (count - 1), longestPauseMs);
      const error = new ModelUnavailableError(name, version, refusalReason(cause), pauseMs, { cause });
      // Where the files have changed meanwhile, nothing is known against what is there now.
      if (wanted === revision) failure = { error, count, until: performance.now() + pauseMs };
      options.onRefused(error);
      throw error;
    }
  }

  async function readModel(wanted: string): Promise<LoadedModel> {
    const artifact = await source.read(name, version, options.limits);
    const { checksum } = artifact.manifest;
    // A file that was only touched is no new model, and takes no memory twice.
    let model = servingAlready(checksum);
    if (model === null) {
      const fresh = await loadModel(artifact, { ...options, name, version });
      // Another load of the same may have come first, or the version may be gone: then for its own requests only.
      const first = servingAlready(checksum);
      if (first !== null || isRemoved) void fresh.retire();
      else void serving?.model.retire();
      if (isRemoved) return fresh;
      model = first ?? fresh;
    }
    serving = { model, revision: wanted };
    return model;
  }

  function servingAlready(checksum: string): LoadedModel | null {
    return serving?.model.served.manifest.checksum === checksum ? serving.model : null;
  }
}
