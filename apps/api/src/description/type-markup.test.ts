import { expect, test } from "vitest";
import type { SchemaPart } from "./open-api.ts";
import { typeMarkup } from "./type-markup.ts";

test.each<[string, SchemaPart]>([
  ["unknown", {}],
  ["string | null", { type: ["string", "null"] }],
  ["&quot;A&quot; | &quot;B&quot;", { enum: ["A", "B"] }],
  ["number[][]", { type: "array", items: { type: "array", items: { type: "number" } } }],
  ["(number | string)[]", { type: "array", items: { anyOf: [{ type: "number" }, { type: "string" }] } }],
  [
    "[string, number]",
    { type: "array", prefixItems: [{ type: "string" }, { type: "number" }], items: false },
  ],
  ["{ [name: string]: string }", { type: "object", additionalProperties: { type: "string" } }],
  ["{}", { type: "object", properties: {}, additionalProperties: false }],
  ['<a href="#Rows">Rows</a>', { $ref: "#/components/schemas/Rows" }],
  [
    "{\n  size: integer; <i>// at least 0</i>\n  list?: string[]; <i>// exactly 1</i>\n}",
    {
      type: "object",
      required: ["size"],
      properties: {
        size: { type: "integer", minimum: 0 },
        list: { type: "array", items: { type: "string" }, minItems: 1, maxItems: 1 },
      },
    },
  ],
])("%j", (text, schema) => {
  expect(typeMarkup(schema).text).toBe(text);
});
