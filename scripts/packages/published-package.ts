import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What an export of a package.json names: a file, or one for each condition. */
export type ExportTarget = string | { readonly [condition: string]: ExportTarget };

/** What the checks read of a package.json. */
export interface PackageManifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly license: string;
  readonly files: readonly string[];
  readonly exports: Readonly<Record<string, ExportTarget>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A package that npm and JSR get. */
export interface PublishedPackage {
  /** Its folder, absolute. */
  readonly folder: string;
  /** The folder's name: `core` of `@proj/core`. */
  readonly shortName: string;
  readonly manifest: PackageManifest;
}

/** Reads every package under `packages`, by name. */
export function readPublishedPackages(root: string): PublishedPackage[] {
  return readdirSync(join(root, "packages"))
    .sort()
    .map((shortName) => {
      const folder = join(root, "packages", shortName);
      const manifest: PackageManifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      return { folder, shortName, manifest };
    });
}
