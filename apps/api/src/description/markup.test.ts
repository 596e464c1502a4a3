import { expect, test } from "vitest";
import { html } from "./markup.ts";

test("what is put into a template is escaped, and markup is not again", () => {
  const name = `<img src=x onerror="a('&')">`;
  const inner = html`<b>${name}</b>`;
  expect(html`<p title="${name}">${inner}${null}${[1, inner]}</p>`.text).toBe(
    `<p title="&lt;img src=x onerror=&quot;a('&amp;')&quot;&gt;">` +
      `<b>&lt;img src=x onerror=&quot;a('&amp;')&quot;&gt;</b>` +
      `1<b>&lt;img src=x onerror=&quot;a('&amp;')&quot;&gt;</b></p>`,
  );
});
