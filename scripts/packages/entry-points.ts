import type { ExportTarget, PackageManifest } from "./published-package.ts";

/**
 * Resolves a package's exports as a runtime does: the first condition that holds wins.
 *
 * @param manifest The package.json.
 * @param conditions The conditions that hold, such as `deno` and `source`; `default` always does.
 * @returns The file of each subpath, such as `./src/node/mod.ts` of `./node`; without WebAssembly, which has no docstrings and no
 * place among JSR's exports.
 * @throws {RangeError} Where no condition of an export holds.
 */
export function entryPoints(
  manifest: Pick<PackageManifest, "name" | "exports">,
  conditions: readonly string[],
): Map<string, string> {
  const resolve = (target: ExportTarget): string | undefined => {
    if (typeof target === "string") return target;
    for (const [condition, next] of Object.entries(target)) {
      if (condition !== "default" && !conditions.includes(condition)) continue;
      const file = resolve(next);
      if (file !== undefined) return file;
    }
    return undefined;
  };
  return new Map(
    Object.entries(manifest.exports).flatMap(([subpath, target]) => {
      const file = resolve(target);
      if (file === undefined) {
        throw new RangeError(
          `Cannot resolve ${subpath} of ${manifest.name}: one of its conditions must hold, received ${conditions.join(", ")}`,
        );
      }
      return file.endsWith(".wasm") ? [] : [[subpath, file] as const];
    }),
  );
}
