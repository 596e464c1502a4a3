import { readdirSync } from "node:fs";
import { join } from "node:path";

const skippedFolders: ReadonlySet<string> = new Set(["node_modules", ".git", ".turbo", "dist"]);

/** Finds the test reports under a root: `reports/vitest*.json` and `reports/deno*.xml` of any folder, sorted. */
export function findReports(root: string, dir = ""): string[] {
  return readdirSync(join(root, dir), { withFileTypes: true })
    .flatMap((entry) => {
      const path = dir === "" ? entry.name : `${dir}/${entry.name}`;
      if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : findReports(root, path);
      return /(?:^|\/)reports\/(?:vitest[^/]*\.json|deno[^/]*\.xml)$/.test(path) ? [path] : [];
    })
    .sort();
}
