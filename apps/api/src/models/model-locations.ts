import { checkModelName, shorten } from "./model-name.ts";
import type { SourceModel } from "./model-source.ts";
import { isVersion } from "./version-order.ts";

/** Where each model lies: one place, which is its version `"1"`, or the place of each version. */
export interface ModelLocations {
  /** By the model's name. */
  readonly [name: string]: string | { readonly [version: string]: string };
}

/** A list of places, as sources that never change use it. */
export interface ListedModels {
  readonly models: readonly SourceModel[];
  /**
   * The place of one version.
   *
   * @throws {RangeError} If it was not listed.
   */
  locate(name: string, version: string): string;
}

/**
 * Reads a list of the places that models lie at.
 *
 * @param locations The places by name, or by name and version.
 * @returns The models, and the place of each version.
 * @throws {RangeError} For a name that no model may have, a version that is no whole number of at least 1, or a model
 * without versions.
 */
export function listModels(locations: ModelLocations): ListedModels {
  const places = new Map<string, ReadonlyMap<string, string>>();
  for (const [name, location] of Object.entries(locations)) {
    checkModelName(name);
    const versions = new Map(typeof location === "string" ? [["1", location]] : Object.entries(location));
    const wrong = versions.size === 0 ? "none" : [...versions.keys()].find((version) => !isVersion(version));
    if (wrong !== undefined) {
      throw new RangeError(
        `Cannot serve the model ${name}: its versions must be whole numbers of at least 1, received ${
          versions.size === 0 ? wrong : shorten(wrong)
        }`,
      );
    }
    places.set(name, versions);
  }
  return {
    models: [...places].map(([name, versions]) => ({
      name,
      versions: [...versions].map(([version, place]) => ({ version, revision: place })),
    })),
    locate(name, version) {
      const place = places.get(name)?.get(version);
      if (place !== undefined) return place;
      throw new RangeError(
        `Cannot read a model: it must be one that was listed, received ${shorten(name)} ${shorten(version)}`,
      );
    },
  };
}
