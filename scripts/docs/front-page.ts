import type { PublishedPackage } from "../packages/published-package.ts";
import type { DocumentedModule } from "./documented-module.ts";

/** What deno doc leaves empty where a reference has several modules and none is the main one. */
const EMPTY = "<main></main>";

/** A package, and the modules of the reference that are its entry points. */
export interface DocumentedPackage {
  readonly published: PublishedPackage;
  readonly modules: readonly DocumentedModule[];
}

/**
 * Fills the first page: a table of the packages, what each is for and how it is entered.
 *
 * @param page The HTML of deno doc's first page.
 * @param packages The packages.
 * @returns The page.
 * @throws {Error} Where the page is not empty, since then a newer deno doc fills it.
 */
export function frontPage(page: string, packages: readonly DocumentedPackage[]): string {
  if (!page.includes(EMPTY))
    throw new Error(`Cannot fill the first page: it must hold ${EMPTY}, received another one`);
  const rows = packages.map(({ published: { manifest }, modules }) => {
    const links = modules.map(({ specifier, file }) => `<a href="./${file}/index.html">${specifier}</a>`);
    return `<tr><td>${links.join("<br>")}</td><td>${manifest.description}</td></tr>`;
  });
  return page.replace(
    EMPTY,
    `<main><div class="markdown"><h1>API reference</h1>
<p>Every public function, class and type, from the docstrings. Every example on these pages runs in the tests, or is
type-checked where it wants files or a device.</p>
<table><thead><tr><th>import from</th><th>what it is for</th></tr></thead><tbody>${rows.join("\n")}</tbody></table>
</div></main>`,
  );
}
