import type { SourceModule } from "./source-module.ts";
import type { Violation } from "./violation.ts";

/** The most lines that a source may have. Tests may be longer: a table of cases is easier to read in one piece. */
export const maxLines = 260;

/** Sources that may be longer, each with its reason. */
export const longFiles: Readonly<Record<string, string>> = {};

/** Finds sources that are too long, and permissions that are no longer needed. */
export function findLongFiles(
  modules: ReadonlyMap<string, SourceModule>,
  permitted: Readonly<Record<string, string>> = longFiles,
): Violation[] {
  const rule = `a source holds one idea and at most ${maxLines} lines`;
  const violations: Violation[] = [];
  for (const { file, lines, role } of modules.values()) {
    if (!role.test && lines > maxLines && !(file in permitted)) {
      const remedy = "split it by idea, or list it with its reason in scripts/boundaries/file-length.ts";
      violations.push({ file, line: lines, found: `has ${lines} lines`, rule, remedy });
    }
  }
  for (const file of Object.keys(permitted)) {
    if ((modules.get(file)?.lines ?? 0) <= maxLines) {
      const found = "may be long, but is not (or is gone)";
      violations.push({
        file,
        line: 1,
        found,
        rule,
        remedy: "take it off the list in scripts/boundaries/file-length.ts",
      });
    }
  }
  return violations;
}
