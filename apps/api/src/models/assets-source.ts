import type { ModelLocations } from "./model-locations.ts";
import { shorten } from "./model-name.ts";
import type { ModelSource } from "./model-source.ts";
import { urlSource } from "./url-source.ts";

/** The binding of a Worker's static assets, as far as it is used here: `env.ASSETS`. */
export interface AssetsBinding {
  /** Answers with an asset. */
  fetch(request: Request): Promise<Response>;
}

/** Assets answer under any host; the name shows in error messages. */
const origin = "https://assets.local";

/**
 * Models among the static assets of a Worker.
 *
 * @param assets The binding, `env.ASSETS`.
 * @param locations The path of each model's folder among the assets, or of each version's: `/models/odd-digits/`.
 * @returns The source. A deployment replaces Worker and assets together, so it never changes.
 * @throws {RangeError} For a name or a version that no model may have, or a path that does not begin with one slash.
 *
 * @example
 * ```ts
 * import { type AssetsBinding, assetsSource, createModelRepository, type ModelRepository } from "@proj/api";
 *
 * function modelsOf(env: { ASSETS: AssetsBinding }): ModelRepository {
 *   return createModelRepository({ sources: [assetsSource(env.ASSETS, { "odd-digits": "/models/odd-digits/" })] });
 * }
 * ```
 */
export function assetsSource(assets: AssetsBinding, locations: ModelLocations): ModelSource {
  const urls = Object.entries(locations).map(([name, location]) => {
    if (typeof location === "string") return [name, toUrl(name, location)] as const;
    const versions = Object.entries(location).map(([version, path]) => [version, toUrl(name, path)] as const);
    return [name, Object.fromEntries(versions)] as const;
  });
  return urlSource(Object.fromEntries(urls), { fetch: (request) => assets.fetch(request) });
}

function toUrl(name: string, path: string): string {
  // Two slashes would begin a host's name.
  if (/^\/(?!\/)/.test(path)) return origin + path;
  throw new RangeError(
    `Cannot serve the model ${shorten(name)}: its path among the assets must begin with one slash, received ${shorten(path)}`,
  );
}
