import { html, Markup, type Piece } from "./markup.ts";
import { type ApiOperation, nameOf, type OpenApi } from "./open-api.ts";
import { block, headerItems, operationMarkup } from "./operation-markup.ts";
import { pageStyle } from "./page-style.ts";
import { typeMarkup } from "./type-markup.ts";

/**
 * Writes the page of a description: a document that loads nothing and runs nothing.
 *
 * @param document The description.
 * @param origin Where the service is, for the commands.
 * @param link The address of the description, from the page's.
 */
export function pageMarkup(document: OpenApi, origin: string, link: string): Markup {
  const { info, tags, components } = document;
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const of = (tag: string) => routes.filter(({ operation }) => operation.tags.includes(tag));
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${info.title}</title>
<link rel="icon" href="data:,">
<style>${new Markup(pageStyle)}</style>
</head>
<body>
<header>
<h1>${info.title}</h1>
<p>Version ${info.version}, <a href="${link}">OpenAPI 3.1</a></p>
<p>${info.description}</p>
<p>Where the service wants a token, add <code>-H "Authorization: Bearer $TOKEN"</code> to a command. Every answer has an <code>X-Request-Id</code>, the caller's own where it sent one, and tells in <code>Server-Timing</code> how long its parts took.</p>
</header>
<nav aria-label="Routes">
${tags.map(({ name }) => html`<h2>${name}</h2><ul>${of(name).map(({ path, method, operation }) => html`<li><a href="#${operation.operationId}"><code><b class="${method}">${method.toUpperCase()}</b><span>${breakable(path)}</span></code></a></li>`)}</ul>\n`)}<h2>More</h2><ul><li><a href="#errors">Errors</a></li><li><a href="#schemas">Schemas</a></li></ul>
</nav>
<main>
${tags.map(
  ({ name, description }) => html`<section aria-label="${name}"><h2>${name}</h2><p>${description}</p>
${of(name).map((route) => operationMarkup({ document, origin, ...route }))}</section>
`,
)}<section aria-label="Errors"><h2 id="errors">Errors</h2>
<p>What is refused is answered with <code>{ "error": "..." }</code>, in every protocol.</p>
${errors(document, routes)}</section>
<section aria-label="Schemas"><h2 id="schemas">Schemas</h2>
${Object.entries(components.schemas).map(([name, schema]) => html`<h3 id="${name}">${name}</h3>${schema.description === undefined ? null : html`<p>${schema.description}</p>`}${block(typeMarkup(schema))}`)}</section>
</main>
</body>
</html>
`;
}

/** A path that may go on in the next line where a part of it begins. */
function breakable(path: string): Piece[] {
  return path.split(/(?=[/:])/).map((part) => html`${part}<wbr>`);
}

/** Each refusal once, with the status that it has wherever it is. */
function errors(document: OpenApi, routes: readonly { readonly operation: ApiOperation }[]): Markup[] {
  const names = new Map<string, string>();
  for (const { operation } of routes) {
    for (const [status, response] of Object.entries(operation.responses)) {
      if ("$ref" in response && Number(status) >= 400) names.set(status, nameOf(response));
    }
  }
  return [...names].sort().map(([status, name]) => {
    const { description = "", headers, content = {} } = document.components.responses[name] ?? {};
    const items = headerItems(document, headers);
    const [shown] = Object.values(content) as { readonly example?: unknown }[];
    return html`<h3 id="error-${status}">${status}</h3><p>${description}</p>
${items.length === 0 ? null : html`<ul>${items}</ul>\n`}${block(JSON.stringify(shown?.example))}`;
  });
}
