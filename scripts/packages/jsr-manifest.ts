import { entryPoints } from "./entry-points.ts";
import type { PackageManifest } from "./published-package.ts";

/** What a jsr.json holds. */
export interface JsrManifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly exports: Readonly<Record<string, string>>;
  readonly imports?: Readonly<Record<string, string>>;
  readonly publish: { readonly include: readonly string[]; readonly exclude: readonly string[] };
}

/**
 * Derives a package's jsr.json from its package.json, so that the two cannot drift.
 *
 * JSR takes the sources, as Deno sees them, and knows no conditions. It knows no peers either: without `imports` a peer
 * would become the exact version that is installed here, and whoever has another one would load it twice.
 *
 * @param manifest The package.json.
 * @returns The jsr.json, to be written as it is.
 *
 * Source: https://jsr.io/docs/package-configuration
 */
export function jsrManifest(manifest: PackageManifest): JsrManifest {
  const { name, version, license, files, peerDependencies = {} } = manifest;
  const peers = Object.entries(peerDependencies).filter(([peer]) => !peer.startsWith("@proj/"));
  return {
    name,
    version,
    license,
    exports: Object.fromEntries(entryPoints(manifest, ["deno", "source"])),
    ...(peers.length > 0 && {
      imports: Object.fromEntries(peers.map(([peer, range]) => [peer, `npm:${peer}@${range}`])),
    }),
    publish: {
      include: [...files.filter((file) => !file.startsWith("!") && file !== "dist"), "README.md"],
      exclude: files.filter((file) => file.startsWith("!")).map((file) => file.slice(1)),
    },
  };
}
