import { curlCommand } from "./curl-command.ts";
import { layOutJson } from "./lay-out-json.ts";
import { html, type Markup, type Piece } from "./markup.ts";
import {
  type ApiOperation,
  type ApiResponse,
  type Contents,
  nameOf,
  type OpenApi,
  type Parameter,
} from "./open-api.ts";
import { typeMarkup } from "./type-markup.ts";

/** What the markup of an operation is made of. */
export interface OperationParts {
  readonly document: OpenApi;
  /** Where the service is: `https://models.example.com`. */
  readonly origin: string;
  readonly method: string;
  readonly path: string;
  readonly operation: ApiOperation;
}

/** Shows a route: what it takes, how to ask it, and what it answers. */
export function operationMarkup(parts: OperationParts): Markup {
  const { document, method, path, operation } = parts;
  const { operationId, summary, description, requestBody, responses } = operation;
  const parameters = (operation.parameters ?? []).map((each) => document.components.parameters[nameOf(each)]);
  const refusals = Object.entries(responses).filter(
    ([status, response]) => "$ref" in response && Number(status) >= 400,
  );
  return html`<article id="${operationId}">
<h3><code><b class="${method}">${method.toUpperCase()}</b> ${path}</code></h3>
<p>${summary}.${description === undefined ? null : ` ${description}`}</p>
${parameters.length === 0 ? null : parameterTable(parameters.filter((each) => each !== undefined))}
${requestBody === undefined ? null : html`<h4>Body</h4>${bodyList(requestBody.content)}`}
<h4>Ask</h4>
${commands(parts, parameters)}
${Object.entries(responses).map(([status, response]) => ("$ref" in response ? null : answer(document, status, response)))}
<p>Errors: ${refusals.map(([status], index) => html`${index === 0 ? "" : ", "}<a href="#error-${status}">${status}</a>`)}.</p>
</article>
`;
}

function parameterTable(parameters: readonly Parameter[]): Markup {
  return html`<table><thead><tr><th scope="col">Parameter</th><th scope="col">In</th><th scope="col">Meaning</th></tr></thead><tbody>
${parameters.map((each) => html`<tr><td><code>${each.name}</code></td><td>${each.in}</td><td>${each.description}</td></tr>\n`)}</tbody></table>
`;
}

function bodyList(content: Contents): Markup {
  return html`<ul>${Object.entries(content).map(
    ([type, { schema }]) =>
      html`<li><code>${type}</code>: ${schema.$ref === undefined ? (schema.description ?? "") : typeMarkup(schema)}</li>`,
  )}</ul>
`;
}

function commands(
  { method, path, origin, operation }: OperationParts,
  parameters: readonly (Parameter | undefined)[],
): Piece {
  const address = path.replace(/\{(\w+)\}/g, (_, name) => {
    return parameters.find((each) => each?.in === "path" && each.name === name)?.example ?? name;
  });
  const url = origin + address;
  const content = operation.requestBody?.content ?? {};
  const lines: [string, string][] = [];
  for (const [type, { examples }] of Object.entries(content)) {
    for (const { summary, value } of Object.values(examples ?? {})) {
      lines.push([summary, curlCommand(method, url, value)]);
    }
    // What stands behind JSON takes more than a command.
    if (examples === undefined && path === "/predict")
      lines.push([type, curlCommand(method, url, undefined, type)]);
  }
  if (lines.length === 0) lines.push(["", curlCommand(method, url)]);
  return lines.map(
    ([summary, command]) =>
      html`${summary === "" ? null : html`<p>${summary}:</p>`}${block(command, "copy")}`,
  );
}

function answer(
  document: OpenApi,
  status: string,
  { description, headers = {}, content }: ApiResponse,
): Markup {
  return html`<details><summary>Answer ${status}</summary>
${status === "200" ? null : html`<p>${description}</p>`}<ul>${Object.entries(content).map(
    ([type, { schema }]) =>
      html`<li><code>${type}</code>: ${schema.$ref === undefined ? (schema.description ?? schema.type?.toString() ?? "") : typeMarkup(schema)}</li>`,
  )}${headerItems(document, headers)}</ul>
${Object.values(content).map(({ examples }) =>
  Object.values(examples ?? {}).map(
    ({ summary, value }) => html`<p>${summary}:</p>${block(layOutJson(value))}`,
  ),
)}</details>
`;
}

/** The headers of an answer, but for those of every answer. */
export function headerItems({ components }: OpenApi, headers: ApiResponse["headers"] = {}): Markup[] {
  return Object.entries(headers)
    .filter(([name]) => name !== "X-Request-Id" && name !== "Server-Timing")
    .map(
      ([name, each]) =>
        html`<li><code>${name}</code>: ${components.headers[nameOf(each)]?.description ?? ""}</li>`,
    );
}

/** Lines as they are. */
export function block(content: Piece, name = ""): Markup {
  return html`<pre${name === "" ? null : html` class="${name}"`}><code>${content}</code></pre>
`;
}
