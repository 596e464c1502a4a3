import { readFile } from "node:fs/promises";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeAll, describe, expect, test } from "vitest";
import { ask } from "../../src/testing/ask.ts";
import { exampleApp } from "../../src/testing/example-app.ts";
import { sampleAnswerer } from "./answer-sample.ts";
import { answerSchemas } from "./answer-schemas.ts";
import { buildDocument } from "./build-document.ts";
import { headerNames } from "./components.ts";
import type { JsonSchema } from "./json-schemas.ts";
import { operations } from "./operations.ts";

let document: JsonSchema;
let ajv: Ajv2020;
beforeAll(async () => {
  const { version } = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8"));
  document = await buildDocument(version, await sampleAnswerer());
  ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictTuples: false, strictTypes: false });
  // The document is no schema, and holds some.
  ajv.addKeyword("components");
  ajv.addSchema({ $id: "openapi", components: { schemas: schemas() } } as object, "openapi");
});

test("the file that is served is fresh: npm run openapi writes it", async () => {
  const file = new URL("../../src/description/openapi.json", import.meta.url);
  expect(JSON.parse(await readFile(file, "utf8"))).toEqual(JSON.parse(JSON.stringify(document)));
});

test("it is OpenAPI 3.1 to the schema of the specification", async () => {
  const validator = new Validator();
  const result = await validator.validate(structuredClone(document));
  expect(result).toEqual({ valid: true });
  expect(validator.version).toBe("3.1");
  // The validator does find mistakes.
  const wrong = { ...structuredClone(document), paths: { "/v2": { get: { responses: 3 } } } };
  expect((await new Validator().validate(wrong)).valid).toBe(false);
});

test("every route of the service is described, and nothing else is", async () => {
  const app = await exampleApp();
  const served = app.routes
    .filter(({ method }) => method !== "ALL")
    .map(({ method, path }) => `${method} ${path}`);
  const described = operations.map(({ method, route }) => `${method.toUpperCase()} ${route}`);
  expect(new Set(described)).toEqual(new Set(served));
});

test("every reference leads somewhere, every part is used, and ids are unique", () => {
  const text = JSON.stringify(document);
  const references = new Set(
    [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)].map((m) => `${m[1]}/${m[2]}`),
  );
  const components = Object.entries(document["components"] as Record<string, object>).flatMap(
    ([kind, parts]) =>
      kind === "securitySchemes" ? [] : Object.keys(parts).map((name) => `${kind}/${name}`),
  );
  expect(new Set(components)).toEqual(new Set([...references]));
  const ids = operations.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("every example fits its schema", () => {
  let count = 0;
  for (const { schema, examples, example } of contents(document)) {
    const name = /(\w+)$/.exec(String(schema["$ref"]))?.[1] ?? "";
    const values = Object.values(examples ?? {}).map(({ value }) => value);
    for (const value of example === undefined ? values : [example]) {
      expect(mistakes(name, value), JSON.stringify(value)).toEqual([]);
      count++;
    }
  }
  expect(count).toBeGreaterThan(30);
});

describe("what the service answers fits the schemas to the last field", () => {
  const tensor = {
    name: "inputs",
    datatype: "UINT8",
    shape: [1, 2, 2],
    data: [
      [
        [0, 255],
        [0, 0],
      ],
    ],
  };
  const bodies: Record<string, unknown> = {
    "/v2/models/odd-digits/infer": { id: "1", inputs: [tensor] },
    "/v1/models/odd-digits:predict": { inputs: { inputs: [[1, 0, 0, 0]] } },
    "/v1/models/odd-digits/versions/1:predict": {
      instances: [
        {
          inputs: [
            [0, 1],
            [0, 0],
          ],
        },
      ],
    },
    "/v1/models/odd-digits:classify": { examples: [{ inputs: [0, 1, 0, 0] }, { inputs: [1, 1, 0, 0] }] },
    "/predict": [
      [0, 255],
      [0, 0],
    ],
  };

  test.each([
    ["ServiceMetadata", "/v2"],
    ["Health", "/v2/health/live"],
    ["Health", "/v2/health/ready"],
    ["ModelList", "/v2/models"],
    ["ModelMetadata", "/v2/models/odd-digits"],
    ["ModelReadiness", "/v2/models/odd-digits/versions/1/ready"],
    ["InferAnswer", "/v2/models/odd-digits/infer"],
    ["ModelStatus", "/v1/models/odd-digits"],
    ["SignatureMetadata", "/v1/models/odd-digits/metadata"],
    ["PredictAnswer", "/v1/models/odd-digits:predict"],
    ["PredictAnswer", "/v1/models/odd-digits/versions/1:predict"],
    ["ClassifyAnswer", "/v1/models/odd-digits:classify"],
    ["PictureAnswer", "/predict"],
    ["Refusal", "/v2/models/letters"],
    ["Refusal", "/nowhere"],
  ])("%s of %s", async (name, path) => {
    const { json } = await ask(await exampleApp(), path, bodies[path]);
    expect(mistakes(name, json)).toEqual([]);
  });

  test("ModelReadiness and ModelStatus of a model that cannot be loaded", async () => {
    const app = await exampleApp({ models: { broken: [new Error("weights.bin is damaged")] } });
    const readiness = await ask(app, "/v2/models/broken/ready");
    expect([readiness.status, mistakes("ModelReadiness", readiness.json)]).toEqual([503, []]);
    expect(mistakes("ModelStatus", (await ask(app, "/v1/models/broken")).json)).toEqual([]);
  });

  test("a field too many, one too few and another type are noticed", () => {
    expect(mistakes("Health", { live: true, ready: true, more: 1 })).not.toEqual([]);
    expect(mistakes("Health", { live: true })).not.toEqual([]);
    expect(mistakes("PredictAnswer", { predictions: [["1"]] })).not.toEqual([]);
  });
});

test("every refusal is one that the service makes, with its headers", async () => {
  const app = await exampleApp({ limits: { maxBatch: 1 } });
  const rows = {
    instances: [
      [1, 0, 0, 0],
      [1, 0, 0, 0],
    ],
  };
  const made: [number, number][] = await Promise.all(
    [
      [400, ask(app, "/predict", { pixels: [1] })] as const,
      [404, ask(app, "/v2/models/letters")] as const,
      [413, ask(app, "/v1/models/odd-digits:predict", rows)] as const,
      [415, ask(app, "/predict", "GIF89a", { "Content-Type": "image/gif" })] as const,
    ].map(async ([status, asked]) => [status, (await asked).status]),
  );
  for (const [wanted, status] of made) expect(status).toBe(wanted);
});

test("headers are called what the service calls them", async () => {
  const { headers } = await ask(await exampleApp(), "/v1/models/odd-digits:predict", {
    instances: [[1, 0, 0, 0]],
  });
  for (const name of ["RequestId", "ServerTiming", "ModelRemark"]) {
    expect(headers.has(headerNames[name] ?? "")).toBe(true);
  }
});

/** What is wrong with a value; answers must have no other fields than those that their schema names. */
function mistakes(name: string, value: unknown): unknown[] {
  const schema: object =
    name in answerSchemas ? closed(schemas()[name]) : { $ref: `openapi#/components/schemas/${name}` };
  const validate = ajv.compile(schema);
  return validate(value) ? [] : (validate.errors ?? [{}]);
}

function schemas(): Record<string, object> {
  return (document["components"] as { schemas: Record<string, object> }).schemas;
}

/** A schema whose objects have no fields but those that it names. */
function closed(schema: unknown): object {
  if (Array.isArray(schema)) return schema.map((each) => (typeof each === "object" ? closed(each) : each));
  const entries = Object.entries(schema as object).map(([key, each]) => [
    key,
    typeof each === "object" && each !== null ? closed(each) : each,
  ]);
  const result = Object.fromEntries(entries);
  const isObject = result.type === "object" && result.properties !== undefined;
  return isObject && result.additionalProperties === undefined
    ? { ...result, additionalProperties: false }
    : result;
}

interface Content {
  readonly schema: JsonSchema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

/** Every content of the document that shows examples. */
function contents(part: unknown): Content[] {
  if (typeof part !== "object" || part === null) return [];
  const found = "schema" in part && ("examples" in part || "example" in part) && !("in" in part);
  return [...(found ? [part as Content] : []), ...Object.values(part).flatMap(contents)];
}
