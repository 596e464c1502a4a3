import { html, Markup, type Piece } from "./markup.ts";
import { nameOf, type SchemaPart } from "./open-api.ts";

/**
 * Shows a JSON Schema the way TypeScript writes types, each name a link to its own schema.
 *
 * @param schema The schema.
 * @param indent Blanks in front of its lines.
 */
export function typeMarkup(schema: SchemaPart, indent = ""): Markup {
  const { $ref, anyOf, prefixItems, items, properties, additionalProperties, type } = schema;
  if ($ref !== undefined) {
    const name = nameOf({ $ref });
    return html`<a href="#${name}">${name}</a>`;
  }
  if (anyOf !== undefined) {
    return joined(
      anyOf.map((each) => typeMarkup(each, indent)),
      " | ",
    );
  }
  if (schema.enum !== undefined) return html`${schema.enum.map((each) => JSON.stringify(each)).join(" | ")}`;
  if (prefixItems !== undefined) {
    return html`[${joined(
      prefixItems.map((each) => typeMarkup(each, indent)),
      ", ",
    )}]`;
  }
  if (typeof items === "object") {
    const element = typeMarkup(items, indent);
    return items.anyOf === undefined ? html`${element}[]` : html`(${element})[]`;
  }
  if (properties !== undefined && Object.keys(properties).length > 0) {
    return objectMarkup(properties, schema.required ?? [], indent);
  }
  if (typeof additionalProperties === "object") {
    return html`{ [name: string]: ${typeMarkup(additionalProperties, indent)} }`;
  }
  if (type === "object") return html`{}`;
  return html`${typeof type === "object" ? type.join(" | ") : (type ?? "unknown")}`;
}

function objectMarkup(
  properties: Readonly<Record<string, SchemaPart>>,
  required: readonly string[],
  indent: string,
): Markup {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, schema]) => {
    const mark = required.includes(name) ? "" : "?";
    return html`${inner}${name}${mark}: ${typeMarkup(schema, inner)};${note(schema)}\n`;
  });
  return html`{\n${lines}${indent}}`;
}

/** What the type does not tell. */
function note({ minimum, minItems = 0, maxItems, maxLength, contentEncoding }: SchemaPart): Piece {
  const notes = [
    minimum === undefined ? null : `at least ${minimum}`,
    maxItems === undefined ? null : minItems === maxItems ? `exactly ${maxItems}` : `at most ${maxItems}`,
    maxLength === undefined ? null : `at most ${maxLength} characters`,
    contentEncoding ?? null,
  ].filter((each) => each !== null);
  return notes.length === 0 ? null : html` <i>// ${notes.join(", ")}</i>`;
}

function joined(pieces: readonly Markup[], separator: string): Markup {
  return new Markup(pieces.map(({ text }) => text).join(separator));
}
