import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ImportUse, readImports } from "./read-imports.ts";
import { type SourceRole, sourceRole } from "./source-role.ts";
import type { Workspace } from "./workspace.ts";

/** A source file, read: where it belongs, what it is for and what it imports. */
export interface SourceModule {
  readonly workspace: Workspace;
  /** The file, from the repository's root. */
  readonly file: string;
  readonly role: SourceRole;
  readonly lines: number;
  readonly imports: readonly ImportUse[];
}

/** Reads every source file of the workspaces, by file name. */
export function readModules(root: string, workspaces: readonly Workspace[]): Map<string, SourceModule> {
  const modules = new Map<string, SourceModule>();
  for (const workspace of workspaces) {
    for (const file of workspace.files) {
      const source = readFileSync(join(root, file), "utf8");
      modules.set(file, {
        workspace,
        file,
        role: sourceRole(workspace.room, file),
        lines: source.trimEnd().split("\n").length,
        imports: readImports(file, source),
      });
    }
  }
  return modules;
}
