/** The search index of deno doc: a script that sets one global. */
interface SearchIndex {
  readonly nodes: readonly { readonly name: string; readonly file: string }[];
}

/**
 * Drops what the search of deno doc 2.9 finds and has no page for: a field of a field (`Manifest.training.seed`) is in its
 * index, but only the field itself has a page. Delete this file once the test of scripts/build-docs.ts passes without it.
 *
 * @param script The text of `search_index.js`.
 * @param hasPage Whether the reference has a page, by its path.
 * @returns The script without the dead results.
 */
export function dropDeadResults(script: string, hasPage: (page: string) => boolean): string {
  return script.replace(/(?<=DENO_DOC_SEARCH_INDEX = )\{.*\}(?=;)/s, (json) => {
    const index = JSON.parse(json) as SearchIndex;
    const nodes = index.nodes.filter(({ name, file }) => hasPage(`${file}/~/${name}.html`));
    return JSON.stringify({ ...index, nodes });
  });
}
