import { expect, test } from "vitest";
import { html } from "./markup.ts";
import { cardSection, reportPage } from "./report-page.ts";

test("reportPage escapes name and finding wherever they stand, and keeps the sections in their order", () => {
  const sections = [html`<p>first</p>\n`, html`<p>second</p>\n`];
  const page = reportPage({ name: "<odd>", finding: 'a "finding"', sections });
  expect(page).toContain("<title>Evaluation of &lt;odd&gt;</title>");
  expect(page).toContain("<h1>&lt;odd&gt;</h1>");
  expect(page).toContain('<meta name="description" content="a &quot;finding&quot;">');
  expect(page).toContain("</header>\n<p>first</p>\n<p>second</p>\n</main>");
  expect(page).not.toMatch(/<odd>|<script|http:|https:/);
});

test("cardSection names its heading for those who hear the page", () => {
  expect(cardSection("run", "The run", html`<p>once</p>`).source).toBe(
    '<section aria-labelledby="run-heading">\n<h2 id="run-heading">The run</h2>\n<div class="card">\n<p>once</p>\n</div>\n</section>\n',
  );
});
