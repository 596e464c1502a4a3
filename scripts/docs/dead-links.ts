import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Finds the links of a document that lead to no file of the repository, or to no heading of the document that they name.
 * Links to the web are left alone.
 *
 * @param root The repository's root.
 * @param file The document's path from there.
 * @returns The targets, as they are written.
 */
export function deadLinks(root: string, file: string): string[] {
  const path = join(root, file);
  const links = [...prose(readFileSync(path, "utf8")).matchAll(/\]\(([^)\s]+)\)/g)].map(
    ([, link = ""]) => link,
  );
  return links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [place = "", heading] = link.split("#");
    const target = place === "" ? path : join(dirname(path), place);
    if (!existsSync(target)) return true;
    return heading !== undefined && !headings(readFileSync(target, "utf8")).includes(heading);
  });
}

/** The document without its blocks of code. */
function prose(markdown: string): string {
  return markdown.replaceAll(/^```.*?^```$/gms, "");
}

/** The names that links give to headings, as GitHub makes them. */
function headings(markdown: string): string[] {
  return [...prose(markdown).matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-"),
  );
}
