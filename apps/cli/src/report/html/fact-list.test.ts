import { expect, test } from "vitest";
import { factList } from "./fact-list.ts";
import { html } from "./markup.ts";

test("factList writes a name and a value for each fact, text escaped and markup kept, and leaves null out", () => {
  const list = factList([["Seed", "<1>"], null, ["Table", html`<code>a.csv</code>`]]);
  expect(list.source).toBe(
    '<dl class="facts">\n<div><dt>Seed</dt><dd>&lt;1&gt;</dd></div>\n<div><dt>Table</dt><dd><code>a.csv</code></dd></div>\n</dl>',
  );
});
