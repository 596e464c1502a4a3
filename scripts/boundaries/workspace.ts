import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Room } from "./rooms.ts";

/** A room as it stands on disk: its package.json and its sources. */
export interface Workspace {
  readonly room: Room;
  /** The package's name. */
  readonly name: string;
  /** True where nothing is published, so that development dependencies are as good as any. */
  readonly private: boolean;
  /** Names of the packages that whoever installs this one gets too. */
  readonly dependencies: ReadonlySet<string>;
  readonly devDependencies: ReadonlySet<string>;
  /** The subpaths that others may import, such as `.` and `./node`. */
  readonly exports: ReadonlySet<string>;
  /** Its sources, from the repository's root, sorted. */
  readonly files: readonly string[];
}

interface PackageJson {
  readonly name: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const sourceFile = /(?<!\.d)\.(?:ts|tsx|mts|js|mjs)$/;
const skippedFolders: ReadonlySet<string> = new Set([
  "node_modules",
  "dist",
  "assets",
  "bundle",
  "coverage",
  "reports",
  "data",
]);

/**
 * Reads the rooms that exist under a root; a room without a package.json is not built yet.
 *
 * @throws {Error} If a folder of `packages` or `apps` holds a package that no room describes.
 */
export function readWorkspaces(root: string, rooms: readonly Room[]): Workspace[] {
  for (const parent of ["packages", "apps"]) {
    for (const name of existsSync(join(root, parent)) ? readdirSync(join(root, parent)) : []) {
      const dir = `${parent}/${name}`;
      if (existsSync(join(root, dir, "package.json")) && !rooms.some((room) => room.dir === dir)) {
        throw new Error(`Cannot check ${dir}: no room describes it. Add it to scripts/boundaries/rooms.ts.`);
      }
    }
  }
  return rooms
    .filter((room) => existsSync(join(root, room.dir, "package.json")))
    .map((room) => readWorkspace(root, room));
}

function readWorkspace(root: string, room: Room): Workspace {
  const manifest: PackageJson = JSON.parse(readFileSync(join(root, room.dir, "package.json"), "utf8"));
  const names = (group: object | undefined): string[] => Object.keys(group ?? {});
  return {
    room,
    name: manifest.name,
    private: manifest.private ?? false,
    dependencies: new Set([...names(manifest.dependencies), ...names(manifest.peerDependencies)]),
    devDependencies: new Set(names(manifest.devDependencies)),
    exports: new Set(names(manifest.exports)),
    files: (room.dir === "" ? rootFiles(root) : filesUnder(root, room.dir)).sort(),
  };
}

function rootFiles(root: string): string[] {
  const own = readdirSync(root).filter((name) => sourceFile.test(name));
  return existsSync(join(root, "scripts")) ? [...own, ...filesUnder(root, "scripts")] : own;
}

function filesUnder(root: string, dir: string): string[] {
  return readdirSync(join(root, dir), { withFileTypes: true }).flatMap((entry) => {
    const path = `${dir}/${entry.name}`;
    if (entry.isDirectory()) {
      return skippedFolders.has(entry.name) || entry.name.startsWith(".") ? [] : filesUnder(root, path);
    }
    return sourceFile.test(entry.name) ? [path] : [];
  });
}
