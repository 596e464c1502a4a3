import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { entryPoints } from "../packages/entry-points.ts";
import type { PublishedPackage } from "../packages/published-package.ts";

/** An entry point as the reference shows it: a module that exports all of it and says in front what it is. */
export interface DocumentedModule {
  /** What a user imports: `@proj/datasets/node`. */
  readonly specifier: string;
  /** The module's file, which deno doc takes for its name: `datasets/node.ts`. */
  readonly file: string;
  /** The module's text. */
  readonly text: string;
}

/**
 * Makes a module for each entry point of a package. The package's README stands in front of its main one.
 *
 * @param published The package.
 * @returns The modules, the main one first.
 */
export function documentedModules({ folder, shortName, manifest }: PublishedPackage): DocumentedModule[] {
  return [...entryPoints(manifest, ["source"])].map(([subpath, source]) => {
    const path = subpath.slice(1);
    const about =
      path === ""
        ? readFileSync(join(folder, "README.md"), "utf8")
        : `# ${manifest.name}${path}\n\nA second entry point of [${manifest.name}](../../${shortName}.ts/index.html).`;
    return {
      specifier: `${manifest.name}${path}`,
      file: `${shortName}${path}.ts`,
      text: `${moduleComment(about)}\nexport * from ${JSON.stringify(pathToFileURL(join(folder, source)).href)};\n`,
    };
  });
}

/** Markdown as the comment of a module. Its links to files beside the README lead nowhere from the reference. */
function moduleComment(markdown: string): string {
  const lines = markdown
    .trim()
    .replaceAll("*/", "*\\/")
    .replaceAll(/^@/gm, "&#64;")
    .replaceAll(/\[([^\]]+)\]\((?!https?:|#|\.\.\/\.\.\/)[^)]+\)/g, "$1")
    .split("\n");
  return ["/**", ...[...lines, "", "@module"].map((line) => ` * ${line}`), " */"].join("\n");
}
