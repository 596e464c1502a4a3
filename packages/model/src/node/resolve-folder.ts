import { readlink, realpath } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { errorCode } from "./error-code.ts";

/** The symbolic links that are followed in a row, at most; a circle ends here. */
const maxLinks = 40;

/**
 * Finds the real path of an artifact's folder, whether it is there or not.
 *
 * Symbolic links are followed, so that what is replaced is the folder and never the link to it.
 *
 * @param dir The folder, as the user gave it: relative, with slashes at the end, or a symbolic link.
 * @param prepareParent Called with each parent folder before it is looked at; a writer creates it.
 * @returns The absolute path.
 * @throws {TypeError} For an empty path, or the root of a file system.
 * @throws {Error} Of the file system, where the parent is not there.
 */
export async function resolveFolder(
  dir: string,
  prepareParent: (parent: string) => Promise<unknown> = async () => {},
): Promise<string> {
  let path = resolve(dir);
  if (dir === "" || basename(path) === "") {
    throw new TypeError(
      `Cannot use the artifact: it must lie in a folder of its own, received ${JSON.stringify(dir)}`,
    );
  }
  for (let links = 0; links < maxLinks; links++) {
    await prepareParent(dirname(path));
    const parent = await realpath(dirname(path));
    path = join(parent, basename(path));
    const destination = await linkDestination(path);
    if (destination === null) return path;
    path = resolve(parent, destination);
  }
  throw new TypeError(
    `Cannot use the artifact: its folder must be no circle of links, received ${JSON.stringify(dir)}`,
  );
}

async function linkDestination(path: string): Promise<string | null> {
  try {
    return await readlink(path);
  } catch (error) {
    // Not a link (EINVAL; UNKNOWN on Windows), or nothing there.
    if (["EINVAL", "ENOENT", "UNKNOWN"].includes(errorCode(error))) return null;
    throw error;
  }
}
