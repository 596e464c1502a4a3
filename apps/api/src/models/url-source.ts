import { readArtifact, type UrlReaderOptions, urlReader } from "@proj/model";
import { listModels, type ModelLocations } from "./model-locations.ts";
import type { ModelSource } from "./model-source.ts";

/** How `urlSource` asks for files. */
export interface UrlSourceOptions extends Omit<UrlReaderOptions, "signal"> {
  /** The longest that reading one model may take, in milliseconds: 60,000 when left out. */
  readonly timeoutMs?: number;
}

/**
 * Models whose files lie under URLs.
 *
 * Nothing is asked for before a model is first used, and a model that is loaded is not asked for again: a new version is a
 * new entry of the list.
 *
 * @param locations The folder's URL of each model, or of each version of it.
 * @param options How to ask; `headers` are sent to every URL of the list.
 * @returns The source.
 * @throws {RangeError} For a name or a version that no model may have, or a timeout that is not above 0.
 * @throws {TypeError} For a URL that is not absolute.
 *
 * @example
 * ```ts
 * import { createModelRepository, urlSource } from "@proj/api";
 *
 * const source = urlSource({
 *   "odd-digits": "https://models.example.com/odd-digits/",
 *   fashion: { 1: "https://models.example.com/fashion/1/", 2: "https://models.example.com/fashion/2/" },
 * });
 * const models = createModelRepository({ sources: [source] });
 * ```
 */
export function urlSource(locations: ModelLocations, options: UrlSourceOptions = {}): ModelSource {
  const { timeoutMs = 60_000, ...readerOptions } = options;
  if (!(timeoutMs > 0)) {
    throw new RangeError(`Cannot read models by URL: timeoutMs must be above 0, received ${timeoutMs}`);
  }
  const { models, locate } = listModels(locations);
  // A URL that is none is a mistake of whoever lists it, and not of the client that asks first.
  for (const { name, versions } of models) {
    for (const { version } of versions) urlReader(locate(name, version), readerOptions);
  }
  return {
    models: () => models,
    read(name, version, limits) {
      const signal = AbortSignal.timeout(timeoutMs);
      return readArtifact(urlReader(locate(name, version), { ...readerOptions, signal }), limits);
    },
    async close() {},
  };
}
