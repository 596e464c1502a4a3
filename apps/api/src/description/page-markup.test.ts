import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import process from "node:process";
import { type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { expect, onTestFinished, test } from "vitest";
import { createApp } from "../create-app.ts";
import { serveNode } from "../entry/node.ts";
import { exampleArtifact } from "../testing/example-model.ts";
import { memoryRepository } from "../testing/memory-repository.ts";

const browserPath = [process.env["PROJ_CHROMIUM"], "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
  (path) => path !== undefined && path !== "" && existsSync(path),
);
const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** The page of a real server in a real browser, and what went wrong on it. */
async function open(options: BrowserContextOptions) {
  const closing = new AbortController();
  const models = memoryRepository({ "odd-digits": [await exampleArtifact()] });
  const server = await serveNode(createApp({ models, closing: closing.signal }), { port: 0, closing });
  onTestFinished(() => server.close());
  const browser = await chromium.launch({ executablePath: browserPath ?? "", args: ["--no-sandbox"] });
  onTestFinished(() => browser.close());
  const page = await browser.newPage(options);
  const mistakes: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => mistakes.push(message.text()));
  page.on("pageerror", (error) => mistakes.push(error.message));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(`${server.url}/docs`);
  return { page, mistakes, requests, url: server.url };
}

test.for([
  [390, "light"],
  [390, "dark"],
  [1280, "light"],
  [1280, "dark"],
] as const)(
  "at %i pixels, %s, everybody can read the page, and it asks for nothing else [needs chromium]",
  async ([width, colorScheme], context) => {
    if (browserPath === undefined) return context.skip("no Chromium is installed");
    const { page, mistakes, requests, url } = await open({ viewport: { width, height: 900 }, colorScheme });
    expect(requests).toEqual([`${url}/docs`]);
    expect(await page.evaluate("getComputedStyle(document.body).margin")).toBe("0px");
    await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
    expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
    expect(mistakes).toEqual([]);
    expect(await accessibilityMistakes(page)).toEqual([]);
  },
);

test("a click takes a whole command, and keys reach what leads on and what opens [needs chromium]", async (context) => {
  if (browserPath === undefined) return context.skip("no Chromium is installed");
  const { page, url } = await open({ viewport: { width: 390, height: 844 } });
  await page.locator("#listModels .copy code").click();
  expect(await page.evaluate("getSelection().toString()")).toBe(`curl ${url}/v2/models`);
  const reached = new Set<unknown>();
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press("Tab");
    reached.add(await page.evaluate("document.activeElement.tagName"));
  }
  expect([...reached].sort()).toEqual(["A", "SUMMARY"]);
  await page.locator("#listModels summary").focus();
  await page.keyboard.press("Enter");
  expect(await page.locator("#listModels details").getAttribute("open")).toBe("");
});

/** What axe finds against the rules of WCAG 2.2, levels A and AA. */
async function accessibilityMistakes(page: Page): Promise<unknown> {
  // As a script of the page it would be refused.
  await page.evaluate(await readFile(axe, "utf8"));
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  return await page.evaluate(
    `axe.run({ runOnly: ${JSON.stringify(tags)} }).then(({ violations }) =>
      violations.map(({ id, nodes }) => [id, nodes[0].html, nodes[0].failureSummary]))`,
  );
}
