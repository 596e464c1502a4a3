import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { frontPage } from "./docs/front-page.ts";
import { entryPoints } from "./packages/entry-points.ts";
import { readPublishedPackages } from "./packages/published-package.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

describe("the API reference [needs deno]", () => {
  const folder = mkdtempSync(join(tmpdir(), "proj-api-"));
  const read = (page: string): string => readFileSync(join(folder, page), "utf8");
  const decoded = (page: string): string => read(page).replaceAll("&#x2F;", "/").replaceAll("&quot;", '"');

  beforeAll(async () => {
    const program = join(root, "scripts/build-docs.ts");
    // A reference for GitHub links to GitHub; here the links are followed.
    const { GITHUB_REPOSITORY: _, ...env } = process.env;
    await promisify(execFile)(join(root, "node_modules/.bin/deno"), ["run", "-A", program, folder], { env });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("lists every entry point of every package on its first page", () => {
    for (const { manifest } of readPublishedPackages(root)) {
      expect(read("index.html")).toContain(manifest.description);
      for (const subpath of entryPoints(manifest, ["source"]).keys()) {
        expect(read("index.html")).toContain(`>${manifest.name}${subpath.slice(1)}</a>`);
      }
    }
  });

  test("opens a package with its README, whose links lead to the files of the repository", () => {
    expect(read("core.ts/index.html")).toContain("Labels that count only under a condition");
    expect(read("core.ts/index.html")).toMatch(/href="[^"]*\/docs\/guides\/from-keras\.md"/);
  });

  test("shows a function with the import that a user writes, its example and its parameters", () => {
    const page = decoded("core.ts/~/maskedLoss.html");
    for (const text of [
      'import { maskedLoss } from "@proj/core"',
      "-ln(0.5) / 2 = 0.3466",
      "float32 predictions; gradients flow into them.",
    ]) {
      expect(page.includes(text), text).toBe(true);
    }
  });

  test("has a page for whatever its search finds", () => {
    // As search.js makes a link out of what it finds.
    const found = [...read("search_index.js").matchAll(/"name":"([^"]+)","file":"([^"]+)"/g)];
    expect(found.length).toBeGreaterThan(100);
    const dead = found.filter(([, name, file]) => !existsSync(join(folder, `${file}/~/${name}.html`)));
    expect(dead.map(([text]) => text)).toEqual([]);
  });

  test("holds no link that leads nowhere, and no path of the machine that built it", () => {
    const pages = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith(".html"),
    );
    expect(pages.length).toBeGreaterThan(100);
    const dead = pages.flatMap((page) =>
      [...decoded(page).matchAll(/href="([^"#]+)/g)].flatMap(([, link = ""]) =>
        /^https?:/.test(link) || existsSync(join(folder, dirname(page), link)) ? [] : [`${page}: ${link}`],
      ),
    );
    expect(dead).toEqual([]);
    expect(pages.filter((page) => decoded(page).includes(`file://${root}`))).toEqual([]);
  });
});

test("a first page that is not empty is refused, since it would be overwritten", () => {
  expect(() => frontPage("<main>news</main>", [])).toThrow("Cannot fill the first page");
});
