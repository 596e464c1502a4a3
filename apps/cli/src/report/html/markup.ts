/** Markup that is known to be safe: text in it has been escaped. */
export class Markup {
  readonly source: string;

  /** @param source HTML or SVG, taken as it is. */
  constructor(source: string) {
    this.source = source;
  }
}

/** What may stand in a template: text and numbers are escaped, markup is kept, null leaves nothing, lists are joined. */
export type MarkupValue = Markup | string | number | null | readonly MarkupValue[];

/**
 * A template tag for HTML and SVG in which everything but markup is escaped.
 *
 * @example
 * ```ts
 * html`<p>${"a < b"}</p>`.source; // "<p>a &lt; b</p>"
 * html`<ul>${["x", "y"].map((name) => html`<li>${name}</li>`)}</ul>`.source; // "<ul><li>x</li><li>y</li></ul>"
 * ```
 */
export function html(parts: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return new Markup(
    parts.reduce((source, part, index) => `${source}${render(values[index - 1] ?? null)}${part}`),
  );
}

/**
 * Escapes text for the content of an element and for a quoted attribute.
 *
 * @example
 * ```ts
 * escapeHtml("<script>"); // "&lt;script&gt;"
 * ```
 */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

function render(value: MarkupValue): string {
  if (value === null) return "";
  if (value instanceof Markup) return value.source;
  if (typeof value === "string" || typeof value === "number") return escapeHtml(String(value));
  return value.map(render).join("");
}
