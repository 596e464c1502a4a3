import { join } from "node:path";
import { findArtifactFolders } from "@proj/model/node";
import { isModelName } from "../model-name.ts";
import { isVersion } from "../version-order.ts";

/** A version of a model in a folder. */
export interface FolderVersion {
  readonly revision: string;
  /** The artifact's folder. */
  readonly path: string;
}

/** The models in a folder: their versions by name and version. */
export type FolderListing = ReadonlyMap<string, ReadonlyMap<string, FolderVersion>>;

/**
 * Lists the models in a folder: `NAME/` with a manifest in it, which is version `"1"`, or `NAME/1/`, `NAME/2/` and so on.
 *
 * @param root The folder, absolute.
 * @returns The models that have a version; folders with names that no model or version may have are passed over.
 * @throws {Error} Of the file system, if the folder cannot be listed.
 */
export async function listFolder(root: string): Promise<FolderListing> {
  const folders = [...(await findArtifactFolders(root))].filter(([name]) => isModelName(name));
  const models = folders.map(async ([name, revision]) => {
    const path = join(root, name);
    const versions = revision === null ? await listVersions(path) : new Map([["1", { revision, path }]]);
    return [name, versions] as const;
  });
  return new Map((await Promise.all(models)).filter(([, versions]) => versions.size > 0));
}

async function listVersions(folder: string): Promise<Map<string, FolderVersion>> {
  const versions = new Map<string, FolderVersion>();
  for (const [name, revision] of await findIn(folder)) {
    if (isVersion(name) && revision !== null) versions.set(name, { revision, path: join(folder, name) });
  }
  return versions;
}

/** A folder that is gone since it was listed, or is a link to a file, has no versions; one bad folder harms no other model. */
async function findIn(folder: string): Promise<Map<string, string | null>> {
  try {
    return await findArtifactFolders(folder);
  } catch {
    return new Map();
  }
}
