import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ArtifactError } from "@proj/model";
import { readArtifactFolder } from "@proj/model/node";
import type { ModelSource, SourceModel } from "../model-source.ts";
import { type FolderListing, listFolder } from "./list-folder.ts";

/** How a folder is watched. */
export interface FolderSourceOptions {
  /** How long after one look at the folder the next one comes, in milliseconds: 1,000 when left out. */
  readonly pollMs?: number;
  /** Told of a look that failed, for the log; what was seen before goes on counting. It must not throw. */
  readonly onError?: (error: unknown) => void;
}

/** A folder of models that is looked at again and again. */
export interface FolderSource extends ModelSource {
  /** Looks now: settles when whatever stood in the folder at the call has been seen. */
  look(): Promise<void>;
}

/** How long after it was missed a version is looked for once more, in milliseconds. */
const secondLookMs = 50;

/**
 * Models in a folder: `FOLDER/NAME/` with a manifest in it, which is version `"1"`, or `FOLDER/NAME/1/`, `FOLDER/NAME/2/` and
 * so on.
 *
 * Folders with other names, and without a manifest, are passed over; symbolic links are followed. New versions, replaced ones
 * and those that are gone are seen within `pollMs`. What `writeArtifactFolder` writes is seen whole or not at all; files that
 * are copied in one by one do not match their checksums until the last one is there, and are read again then.
 *
 * @param folder The folder. No name or version that a client sends becomes part of a path: only what was found there does.
 * @param options How to watch it.
 * @returns The source, after a first look. Close it to end the looking, which by itself holds no process.
 * @throws {Error} Of the file system, if the folder cannot be listed.
 * @throws {RangeError} If `pollMs` is not above 0.
 *
 * @example
 * ```ts
 * import { createModelRepository } from "@proj/api";
 * import { folderSource } from "@proj/api/node";
 *
 * const source = await folderSource("models", { onError: (error) => console.error(error) });
 * const models = createModelRepository({ sources: [source], preload: true });
 * ```
 */
export async function folderSource(folder: string, options: FolderSourceOptions = {}): Promise<FolderSource> {
  const { pollMs = 1000, onError } = options;
  if (!(pollMs > 0)) {
    throw new RangeError(`Cannot serve the models in ${folder}: pollMs must be above 0, received ${pollMs}`);
  }
  const root = resolve(folder);
  const listeners = new Set<() => void>();
  const closing = new AbortController();
  let listing = await listFolder(root);
  let models = describe(listing);
  let turn: Promise<void> = Promise.resolve();
  const polling = poll();

  return {
    models: () => models,
    async read(name, version, limits) {
      const found = listing.get(name)?.get(version);
      if (found !== undefined) return readArtifactFolder(found.path, limits);
      throw new ArtifactError(
        "missing-file",
        null,
        `Cannot read version ${version} of the model ${name}: it must be in ${root}, received nothing`,
      );
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    look,
    async close() {
      closing.abort();
      await polling;
    },
  };

  function look(): Promise<void> {
    // One after the other: a look that is under way may have passed what has changed since.
    turn = turn.then(lookOnce, lookOnce);
    return turn;
  }

  async function lookOnce(): Promise<void> {
    let next = await listFolder(root);
    if (missesSome(next)) {
      // Names that are renamed while a large folder is listed may be passed over.
      await sleep(secondLookMs);
      next = await listFolder(root);
    }
    const described = describe(next);
    listing = next;
    if (closing.signal.aborted || JSON.stringify(described) === JSON.stringify(models)) return;
    models = described;
    for (const listener of listeners) listener();
  }

  function missesSome(next: FolderListing): boolean {
    return models.some(({ name, versions }) => versions.some(({ version }) => !next.get(name)?.has(version)));
  }

  async function poll(): Promise<void> {
    while (!closing.signal.aborted) {
      // The one rejection of a timer is that of closing.
      await sleep(pollMs, undefined, { signal: closing.signal, ref: false }).catch(() => {});
      if (!closing.signal.aborted) await look().catch((error: unknown) => onError?.(error));
    }
  }
}

function describe(listing: FolderListing): readonly SourceModel[] {
  return [...listing].map(([name, versions]) => ({
    name,
    versions: [...versions].map(([version, { revision }]) => ({ version, revision })),
  }));
}
