import { describe, expect, test } from "vitest";
import { escapeHtml, html, Markup } from "./markup.ts";

describe("html", () => {
  test("escapes text and numbers, and keeps markup", () => {
    expect(html`<p title="${'a"b'}">${"<script>"} ${1 / 2}</p>`.source).toBe(
      '<p title="a&quot;b">&lt;script&gt; 0.5</p>',
    );
    expect(html`<p>${html`<b>${"&"}</b>`}</p>`.source).toBe("<p><b>&amp;</b></p>");
  });

  test("joins lists, nested ones too, and leaves nothing for null", () => {
    expect(html`${[1, [2, "<"], html`<br>`]}${null}.`.source).toBe("12&lt;<br>.");
  });

  test("does not take text for markup that only looks like it", () => {
    const looksLike = JSON.parse('{"source":"<b>"}') as unknown as string;
    expect(() => html`${looksLike}`).toThrow(TypeError);
    expect(html`${new Markup("<b>")}`.source).toBe("<b>");
  });
});

test("escapeHtml escapes the five characters of HTML, each once", () => {
  expect(escapeHtml(`&<>"'&amp;`)).toBe("&amp;&lt;&gt;&quot;&#39;&amp;amp;");
});
