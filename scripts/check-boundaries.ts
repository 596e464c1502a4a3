/**
 * Checks the arrows between the rooms of this repository: who imports whom, which code may lean on a runtime, what is
 * declared, that no files import each other in a circle, and that no source grows too long.
 *
 * usage: deno run -A scripts/check-boundaries.ts [ROOT]
 */
import { resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { findLongFiles } from "./boundaries/file-length.ts";
import { findImportCycles } from "./boundaries/import-cycles.ts";
import { checkComputed, checkImport } from "./boundaries/import-rules.ts";
import { rooms } from "./boundaries/rooms.ts";
import { readModules } from "./boundaries/source-module.ts";
import { formatViolation, type Violation } from "./boundaries/violation.ts";
import { readWorkspaces } from "./boundaries/workspace.ts";

/** What a check found, and how many files it read. */
export interface BoundaryReport {
  readonly files: number;
  readonly violations: readonly Violation[];
}

/**
 * Checks every source of the repository at a root.
 *
 * @throws {Error} If a package has no room, or a source cannot be parsed.
 */
export function checkBoundaries(root: string): BoundaryReport {
  const workspaces = readWorkspaces(root, rooms);
  const modules = readModules(root, workspaces);
  const violations: Violation[] = [];
  for (const module of modules.values()) {
    for (const use of module.imports) {
      const { specifier, line } = use;
      const finding =
        specifier === null
          ? checkComputed(module)
          : checkImport({ use, specifier, module, modules, workspaces });
      const found = specifier === null ? "imports a computed name" : `imports "${specifier}"`;
      if (finding) violations.push({ file: module.file, line, found, ...finding });
    }
  }
  violations.push(...findImportCycles(modules), ...findLongFiles(modules));
  violations.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  return { files: modules.size, violations };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { files, violations } = checkBoundaries(resolve(process.argv[2] ?? "."));
  for (const violation of violations) console.error(formatViolation(violation));
  console.log(
    `boundaries: ${files} files, ${violations.length} ${violations.length === 1 ? "violation" : "violations"}`,
  );
  process.exitCode = violations.length === 0 ? 0 : 1;
}
