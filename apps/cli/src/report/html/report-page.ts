import { html, Markup } from "./markup.ts";
import { styles } from "./styles.ts";

/** What a page of a report shows. */
export interface ReportPage {
  /** The model's name. */
  readonly name: string;
  /** What the report comes to, in a sentence or two. */
  readonly finding: string;
  /** The sections, each ending its line. */
  readonly sections: readonly Markup[];
}

/**
 * Writes a page of HTML that needs nothing else: no script, no font, no request.
 *
 * @param page What it shows.
 * @returns The page.
 */
export function reportPage({ name, finding, sections }: ReportPage): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${finding}">
<title>Evaluation of ${name}</title>
<style>
${new Markup(styles())}
</style>
</head>
<body>
<main>
<header>
<p class="eyebrow">Evaluation report</p>
<h1>${name}</h1>
<p class="finding">${finding}</p>
</header>
${sections}</main>
</body>
</html>
`;
  return page.source;
}

/**
 * Writes a section of a page: a heading, and a card below it.
 *
 * @param id What the heading is called in the page's links, without spaces.
 * @param heading The heading.
 * @param body What the card holds.
 * @returns The section, with the end of its line.
 */
export function cardSection(id: string, heading: Markup | string, body: Markup): Markup {
  return html`<section aria-labelledby="${id}-heading">
<h2 id="${id}-heading">${heading}</h2>
<div class="card">
${body}
</div>
</section>
`;
}
