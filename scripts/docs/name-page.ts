import { type DocumentedModule, repositoryRoot } from "./documented-module.ts";

/** Where a page and its sources are. */
export interface PagePlace {
  /** The URL of the repository's root, as the links to the sources that deno doc writes begin. */
  readonly root: string;
  /** What takes its place: the address of the repository's root on the web, or a relative path to it. */
  readonly sources: string;
}

/**
 * Mends a page of deno doc: modules get the names that users import, and links to files lead into the repository instead of
 * this machine's folders.
 *
 * @param page The HTML.
 * @param modules The modules of the reference.
 * @param place Where the sources are.
 * @returns The page.
 */
export function namePage(
  page: string,
  modules: readonly DocumentedModule[],
  { root, sources }: PagePlace,
): string {
  let named = page
    .replaceAll(`href="${escaped(root)}`, `href="${escaped(sources)}`)
    .replaceAll(`href="${repositoryRoot}`, `href="${sources}`);
  for (const { specifier, file } of modules) {
    for (const [before, after] of [
      ["&quot;", "&quot;"], // the import under "Usage"
      [">", "<"], // breadcrumbs and headings
      [" - ", " - "], // the title of a symbol's page
      ["<title>", " - "],
    ] as const) {
      named = named.replaceAll(before + file + after, before + specifier + after);
      named = named.replaceAll(before + escaped(file) + after, before + specifier + after);
    }
  }
  return named;
}

/** As deno doc writes a path in an attribute. */
function escaped(text: string): string {
  return text.replaceAll("/", "&#x2F;");
}
