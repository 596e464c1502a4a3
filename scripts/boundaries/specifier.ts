import { isBuiltin } from "node:module";
import { posix } from "node:path";

/** True for a specifier that names a file by its place. */
export function isPath(specifier: string): boolean {
  return /^\.{0,2}\/|^\.{1,2}$|^file:/.test(specifier);
}

/** The file that a relative specifier names, from the repository's root. */
export function resolvePath(file: string, specifier: string): string {
  return posix.join(posix.dirname(file), specifier);
}

/** True for a module that comes with a runtime: `node:fs`, `fs`, `bun:test`, `cloudflare:workers`. */
export function isRuntimeModule(specifier: string): boolean {
  return isBuiltin(specifier) || /^(?:node|bun|deno|cloudflare):/.test(specifier);
}

/** The package of a specifier: `@scope/name/part` belongs to `@scope/name`. */
export function packageName(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}
