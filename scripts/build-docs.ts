/**
 * Builds the API reference of all packages as one static site, from their docstrings and READMEs.
 *
 * usage: deno run -A scripts/build-docs.ts [FOLDER]
 *   FOLDER  reports/api by default. Links to sources lead to GitHub where GITHUB_REPOSITORY and GITHUB_SHA are set, else
 *           to the files of this checkout.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { documentedModules } from "./docs/documented-module.ts";
import { dropDeadResults } from "./docs/drop-dead-results.ts";
import { frontPage } from "./docs/front-page.ts";
import { namePage } from "./docs/name-page.ts";
import { readPublishedPackages } from "./packages/published-package.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const output = resolve(process.argv[2] ?? join(root, "reports/api"));
const packages = readPublishedPackages(root).map((published) => ({
  published,
  modules: documentedModules(published),
}));
const modules = packages.flatMap((documented) => documented.modules);

// The entry modules lie in this checkout, where the packages and what they import are found.
mkdirSync(join(root, "reports"), { recursive: true });
const entries = mkdtempSync(join(root, "reports/api-entries-"));
try {
  for (const { file, text } of modules) {
    mkdirSync(dirname(join(entries, file)), { recursive: true });
    writeFileSync(join(entries, file), text);
  }
  rmSync(output, { recursive: true, force: true });
  await promisify(execFile)(
    join(root, "node_modules/.bin/deno"),
    ["doc", "--quiet", "--html", "--name=@proj", `--output=${output}`, ...modules.map(({ file }) => file)],
    { cwd: entries, env: { ...process.env, DENO_CONDITIONS: "source" }, maxBuffer: 2 ** 26 },
  );
} finally {
  rmSync(entries, { recursive: true });
}

const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_SHA } = process.env;
const online =
  GITHUB_REPOSITORY && GITHUB_SHA
    ? `${GITHUB_SERVER_URL ?? "https://github.com"}/${GITHUB_REPOSITORY}/blob/${GITHUB_SHA}/`
    : null;
const pages = readdirSync(output, { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".html"),
);
for (const page of pages) {
  const file = join(output, page);
  const sources = online ?? `${relative(dirname(file), root)}/`;
  const named = namePage(readFileSync(file, "utf8"), modules, { root: pathToFileURL(root).href, sources });
  writeFileSync(file, page === "index.html" ? frontPage(named, packages) : named);
}
const searchIndex = join(output, "search_index.js");
const results = dropDeadResults(readFileSync(searchIndex, "utf8"), (page) => pages.includes(page));
writeFileSync(searchIndex, results);
console.log(`${pages.length} pages: ${join(output, "index.html")}`);
