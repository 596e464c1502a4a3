import { randomBytes } from "node:crypto";
import { lstat, readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import process from "node:process";
import { manifestFileName } from "../artifact-files.ts";
import { errorCode } from "./error-code.ts";

/** What a folder beside the artifact's is for: one being written, or the one that is being replaced. */
export type SiblingKind = "new" | "previous";

/** A folder that a writer put beside the artifact's folder. */
export interface Sibling {
  readonly path: string;
  readonly kind: SiblingKind;
  /** The process that made it. */
  readonly processId: number;
}

/**
 * A path beside the artifact's folder that no other writer uses: `.NAME.KIND-PROCESS-RANDOM`.
 *
 * @param folder The artifact's folder.
 * @param kind What the sibling is for.
 * @returns The path; nothing is created.
 */
export function siblingPath(folder: string, kind: SiblingKind): string {
  return join(
    dirname(folder),
    `.${basename(folder)}.${kind}-${process.pid}-${randomBytes(6).toString("hex")}`,
  );
}

/**
 * The name of the folder for which another stands in while it is replaced.
 *
 * @param name The name of any folder.
 * @returns `odd` for `.odd.previous-12-0123456789ab`; `null` for a folder that stands in for none.
 */
export function replacedName(name: string): string | null {
  return /^\.(.+)\.previous-\d+-[0-9a-f]{12}$/.exec(name)?.[1] ?? null;
}

/**
 * Finds what writers have put beside an artifact's folder: those at work, and those that were killed.
 *
 * @param folder The artifact's folder.
 * @returns The siblings, in no order; none where the parent may not be listed.
 */
export async function findSiblings(folder: string): Promise<Sibling[]> {
  const prefix = `.${basename(folder)}.`;
  const names = await listNames(dirname(folder));
  return names.flatMap((name) => {
    const match = name.startsWith(prefix)
      ? /^(new|previous)-(\d+)-[0-9a-f]{12}$/.exec(name.slice(prefix.length))
      : null;
    if (match === null) return [];
    const kind = match[1] === "new" ? "new" : "previous";
    return [{ path: join(dirname(folder), name), kind, processId: Number(match[2]) }];
  });
}

/**
 * Finds where the artifact stands: in its folder, or, after a writer was killed between its two renames, in the
 * newest folder that was being replaced.
 *
 * @param folder The artifact's folder.
 * @returns The path of the folder that stands, or `null` where there is none.
 */
export async function findStanding(folder: string): Promise<string | null> {
  if ((await changeTime(folder)) !== null) return folder;
  let newest: { path: string; time: number } | null = null;
  for (const { path, kind } of await findSiblings(folder)) {
    if (kind !== "previous") continue;
    // A folder is renamed after its predecessor, and a rename sets the time of change. Removing one begins with its manifest.
    const time = (await changeTime(join(path, manifestFileName))) === null ? null : await changeTime(path);
    if (time !== null && (newest === null || time > newest.time)) newest = { path, time };
  }
  return newest?.path ?? null;
}

/**
 * Whether a process runs on this machine, as far as can be seen from here.
 *
 * @param processId The process.
 * @returns False where there is surely none.
 */
export function isAlive(processId: number): boolean {
  try {
    // Signal 0 asks and does nothing.
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== "ESRCH";
  }
}

async function listNames(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if (errorCode(error) === "EACCES") return [];
    throw error;
  }
}

async function changeTime(path: string): Promise<number | null> {
  try {
    return (await lstat(path)).ctimeMs;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
}
