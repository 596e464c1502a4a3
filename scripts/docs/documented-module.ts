import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { entryPoints } from "../packages/entry-points.ts";
import type { PublishedPackage } from "../packages/published-package.ts";

/**
 * Stands for the repository's root in the links of a module's comment: deno doc drops links of `file:`, and does not know
 * where the pages will lie.
 */
export const repositoryRoot = "https://repository.invalid/";

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
        ? leadIntoRepository(readFileSync(join(folder, "README.md"), "utf8"), `packages/${shortName}`)
        : `# ${manifest.name}${path}\n\nA second entry point of [${manifest.name}](../../${shortName}.ts/index.html).`;
    return {
      specifier: `${manifest.name}${path}`,
      file: `${shortName}${path}.ts`,
      text: `${moduleComment(about)}\nexport * from ${JSON.stringify(pathToFileURL(join(folder, source)).href)};\n`,
    };
  });
}

/** A README whose links to files name these from the repository's root, for `namePage` to say where that is. */
function leadIntoRepository(markdown: string, dir: string): string {
  return markdown.replaceAll(/\]\((?!https?:|#)([^)]+)\)/g, (_, link: string) => {
    return `](${new URL(link, `${repositoryRoot}${dir}/`).href})`;
  });
}

/** Markdown as the comment of a module. */
function moduleComment(markdown: string): string {
  const lines = markdown.trim().replaceAll("*/", "*\\/").replaceAll(/^@/gm, "&#64;").split("\n");
  return ["/**", ...[...lines, "", "@module"].map((line) => ` * ${line}`), " */"].join("\n");
}
