import type { ArtifactLimits } from "@proj/model";
import { createMemoryBudget } from "./memory-budget.ts";
import { type ModelLabels, readModelLabels } from "./model-labels.ts";
import type { ModelRepository, ServedModel } from "./model-repository.ts";
import type { ModelSource } from "./model-source.ts";
import { ModelUnavailableError } from "./model-unavailable-error.ts";
import {
  createModelVersions,
  type FoundModel,
  type ModelVersions,
  type ModelVersionsOptions,
} from "./model-versions.ts";
import { UnknownModelError } from "./unknown-model-error.ts";

/** Where a repository's models come from, and how much of them it holds. */
export interface ModelRepositoryOptions extends ArtifactLimits {
  /** Where the models come from. Of two sources that have a model of the same name, the first one's is served. */
  readonly sources: readonly ModelSource[];
  /** Labels that stand for versions: `{ "odd-digits": { stable: "1", canary: "2" } }`. */
  readonly labels?: ModelLabels;
  /**
   * How many versions stay in memory, of all models together: 16 when left out. Beyond it, the one that was asked for the
   * longest ago is freed, and loaded again when it is asked for; one that is predicting is not.
   */
  readonly maxLoadedVersions?: number;
  /**
   * Loads the newest version of each model at once, and again as soon as there is a newer one: for servers, whose first request
   * should not wait. Left out, models are loaded on first use. Not for Workers, where nothing may happen before a request.
   */
  readonly preload?: boolean;
  /**
   * How long a request waits for a load that another request began, in milliseconds, before it begins its own: infinity when
   * left out. On Workers a client that leaves takes the load of its request with it: 1,000 there.
   */
  readonly loadPatienceMs?: number;
  /**
   * `@proj/model/dense-kernel.wasm`, for a platform that compiles no WebAssembly at run time but imports it compiled: Workers. Left
   * out, it is compiled where that is allowed.
   */
  readonly kernel?: WebAssembly.Module;
  /** Told of every version that could not be loaded, with the error's `cause`, for the log. It must not throw. */
  readonly onRefused?: (error: ModelUnavailableError) => void;
}

/**
 * The models of a service: several, in several versions, each loaded when it is first asked for.
 *
 * A version is loaded once, however many requests ask for it at the same time. A version that is replaced, or gone from its
 * source, is freed after the last request that uses it. While a newer one is being loaded, or is refused, the one before it
 * goes on serving. A refused version is tried again when its files change, and else after 1 s, 2 s, 4 s and so on up to 60 s.
 *
 * @param options Where the models come from, and how many are held.
 * @returns The repository. Its `close` closes the sources, too.
 * @throws {RangeError} If `maxLoadedVersions` is no whole number of at least 1, or `loadPatienceMs` is not above 0, or for a label
 * that is badly named or stands for no version.
 *
 * @example
 * ```ts
 * import { createModelRepository, urlSource } from "@proj/api";
 *
 * async function predict(image: Uint8Array): Promise<Float32Array> {
 *   const source = urlSource({ "odd-digits": "https://models.example.com/odd-digits/" });
 *   const models = createModelRepository({ sources: [source], maxWeightsBytes: 2 ** 24 });
 *   const model = await models.get("odd-digits");
 *   const probabilities = await model.predict(image, 1);
 *   await models.close();
 *   return probabilities;
 * }
 * ```
 */
export function createModelRepository(options: ModelRepositoryOptions): ModelRepository {
  const { sources, preload = false, maxLoadedVersions = 16 } = options;
  const patienceMs = options.loadPatienceMs ?? Number.POSITIVE_INFINITY;
  check(
    "maxLoadedVersions",
    "a whole number of at least 1",
    maxLoadedVersions,
    maxLoadedVersions >= 1 && maxLoadedVersions % 1 === 0,
  );
  check("loadPatienceMs", "above 0", patienceMs, patienceMs > 0);
  const labels = readModelLabels(options.labels);
  const models = new Map<string, ModelVersions>();
  const retries = new Set<ReturnType<typeof setTimeout>>();
  let names: readonly string[] = [];
  let isClosed = false;

  const shared: ModelVersionsOptions = {
    limits: options.maxWeightsBytes === undefined ? {} : { maxWeightsBytes: options.maxWeightsBytes },
    patienceMs,
    kernel: options.kernel,
    preload,
    budget: createMemoryBudget(maxLoadedVersions),
    onLeft: forgetGoneModels,
    onRefused(error) {
      options.onRefused?.(error);
      if (preload && !isClosed) retryLater(error);
    },
  };
  const subscriptions = sources.map((source) => source.subscribe?.(lookAtSources));
  lookAtSources();

  return {
    names: () => names,
    versions: (name) => models.get(name)?.describe(),
    labels: (name) => labels.get(name) ?? new Map(),
    get(name, version) {
      return (isClosed ? null : models.get(name)?.loaded(version)) ?? load(name, version);
    },
    ready: () => !isClosed && names.every((name) => models.get(name)?.canServe(!preload) ?? false),
    async close() {
      isClosed = true;
      for (const unsubscribe of subscriptions) unsubscribe?.();
      for (const timer of retries) clearTimeout(timer);
      await Promise.all(sources.map((source) => source.close()));
      const last = [...models.values()];
      take(new Map());
      await Promise.all(last.map((model) => model.left()));
    },
  };

  async function load(name: string, version: string | undefined): Promise<ServedModel> {
    if (isClosed) throw new ModelUnavailableError(name, null, "the service is closing", 1000);
    const model = models.get(name);
    if (model === undefined) throw new UnknownModelError(name);
    return model.get(version);
  }

  function lookAtSources(): void {
    const found = new Map<string, FoundModel>();
    for (const source of sources) {
      for (const model of source.models()) {
        if (!found.has(model.name)) found.set(model.name, { source, versions: model.versions });
      }
    }
    take(found);
  }

  function take(found: ReadonlyMap<string, FoundModel>): void {
    for (const name of found.keys()) {
      if (!models.has(name)) models.set(name, createModelVersions(name, shared));
    }
    for (const [name, model] of models) model.update(found.get(name) ?? null);
    names = [...found.keys()].sort();
    forgetGoneModels();
  }

  /** A model that is gone is listed as long as a request uses it. */
  function forgetGoneModels(): void {
    for (const [name, model] of models) if (model.describe().length === 0) models.delete(name);
  }

  /** A server that is not ready gets no requests, and a request is what else begins the next load. */
  function retryLater({ modelName, retryAfterMs }: ModelUnavailableError): void {
    const timer = setTimeout(() => {
      retries.delete(timer);
      models.get(modelName)?.upgrade();
    }, retryAfterMs + 10); // a timer may come a moment early
    retries.add(timer);
  }
}

function check(name: string, requirement: string, received: number, isMet: boolean): void {
  if (isMet) return;
  throw new RangeError(`Cannot serve models: ${name} must be ${requirement}, received ${received}`);
}
