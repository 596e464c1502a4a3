import type { SourceModule } from "./source-module.ts";
import { isPath, resolvePath } from "./specifier.ts";
import type { Violation } from "./violation.ts";

/**
 * Finds files that need each other to load. Types are erased and `import()` waits, so neither closes a circle.
 *
 * @returns One violation a circle, at the import that closes it.
 */
export function findImportCycles(modules: ReadonlyMap<string, SourceModule>): Violation[] {
  const violations: Violation[] = [];
  const done = new Set<string>();
  const path: string[] = [];

  const visit = (module: SourceModule): void => {
    path.push(module.file);
    for (const use of module.imports) {
      if (use.lazy || use.typeOnly || use.specifier === null || !isPath(use.specifier)) continue;
      const target = modules.get(resolvePath(module.file, use.specifier));
      if (!target) continue;
      const start = path.indexOf(target.file);
      if (start >= 0) {
        violations.push({
          file: module.file,
          line: use.line,
          found: `closes a circle of imports: ${[...path.slice(start), target.file].join(" -> ")}`,
          rule: "files do not import each other in a circle",
          remedy: "move what both need into a file of its own, or import only the type with `import type`",
        });
      } else if (!done.has(target.file)) {
        visit(target);
      }
    }
    path.pop();
    done.add(module.file);
  };
  for (const module of modules.values()) if (!done.has(module.file)) visit(module);
  return violations;
}
