import { type Artifact, createPredictor } from "@proj/model";
import { type ModelLabels, readModelLabels } from "../models/model-labels.ts";
import type { ModelRepository, ModelVersion, ServedModel } from "../models/model-repository.ts";
import { ModelUnavailableError } from "../models/model-unavailable-error.ts";
import { UnknownModelError } from "../models/unknown-model-error.ts";

/** A version for a repository in memory: an artifact, or why it cannot be loaded. */
export type MemoryVersion = Artifact | Error;

/**
 * A repository of artifacts that are in memory, loaded on first use by the real predictor.
 *
 * @param models Each model's versions, the oldest first: they are called 1, 2, 3, ...
 * @param labels Labels that stand for versions.
 */
export function memoryRepository(
  models: Readonly<Record<string, readonly MemoryVersion[]>>,
  labels: ModelLabels = {},
): ModelRepository {
  const labelled = readModelLabels(labels);
  const loaded = new Map<string, Promise<ServedModel>>();

  function versionsOf(name: string): readonly MemoryVersion[] | undefined {
    return Object.hasOwn(models, name) ? models[name] : undefined;
  }

  async function load(name: string, version: string, artifact: Artifact): Promise<ServedModel> {
    const predictor = await createPredictor(artifact);
    return { name, version, manifest: artifact.manifest, predict: predictor.predict };
  }

  return {
    names: () => Object.keys(models).sort(),
    versions: (name) =>
      versionsOf(name)
        ?.map((version, index): ModelVersion => {
          const failed = version instanceof Error;
          return {
            version: String(index + 1),
            state: failed ? "END" : loaded.has(`${name}/${index + 1}`) ? "AVAILABLE" : "START",
            error: failed ? version.message : null,
          };
        })
        .reverse(),
    labels: (name) => labelled.get(name) ?? new Map(),
    async get(name, wanted) {
      const versions = versionsOf(name);
      if (versions === undefined) throw new UnknownModelError(name);
      const version = wanted ?? String(versions.length);
      const found = /^[1-9]\d*$/.test(version) ? versions[Number(version) - 1] : undefined;
      if (found === undefined) throw new UnknownModelError(name, version);
      if (found instanceof Error) throw new ModelUnavailableError(name, version, found.message, 5000);
      const key = `${name}/${version}`;
      const served = loaded.get(key) ?? load(name, version, found);
      loaded.set(key, served);
      return served;
    },
    ready: () =>
      Object.values(models).every((versions) => versions.some((version) => !(version instanceof Error))),
    async close() {
      loaded.clear();
    },
  };
}
