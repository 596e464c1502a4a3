import { headers, headersOf, parameters, refusals, sharedResponses } from "./components.ts";
import { type JsonSchema, jsonSchemas, ref } from "./json-schemas.ts";
import type { Operation, Sample } from "./operation.ts";
import { operations } from "./operations.ts";

/** Answers the requests that the description shows. */
export type Answerer = (sample: Sample) => Promise<unknown>;

/**
 * Builds the description of the service, OpenAPI 3.1.
 *
 * @param version The service's version.
 * @param answer Answers the samples: what the description shows is what the service said.
 * @returns The document, as JSON.
 */
export async function buildDocument(version: string, answer: Answerer): Promise<JsonSchema> {
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const operation of operations) {
    const path = paths[operation.path] ?? {};
    paths[operation.path] = path;
    path[operation.method] = await describe(operation, answer);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Prediction service",
      version,
      summary: "Predictions by models whose labels count only under a condition.",
      description:
        "Three protocols reach the same models: pictures for people, the Open Inference Protocol v2, and TensorFlow Serving's " +
        "REST API. Every answer tells what its model never learned. The examples ask a model called odd-digits, which takes " +
        "2 x 2 pixels, tells 3 classes apart and was never shown a live 0 or 2. An address that is asked with another method " +
        "answers 405 and names its own in the header Allow; an answer with an ETag is 304 to a client that has it.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "./", description: "Where this description was found." }],
    security: [{}, { bearer: [] }],
    tags: [
      { name: "People", description: "A picture in, an answer in words out." },
      {
        name: "Open Inference Protocol",
        description: "Version 2, with the binary tensor and the classification extensions.",
      },
      { name: "TensorFlow Serving", description: "The REST API of TensorFlow Serving." },
      { name: "Operations", description: "What the service tells of itself." },
    ],
    paths,
    components: {
      schemas: jsonSchemas(),
      parameters,
      headers,
      responses: sharedResponses(),
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "Wanted where the service was given tokens." },
      },
    },
  };
}

async function describe(operation: Operation, answer: Answerer): Promise<JsonSchema> {
  const { id, tag, summary, description, json, binary = {}, samples = [], refusals: statuses } = operation;
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
  const isTagged = operation.headers?.includes("ETag") ?? false;
  const asked = [...names, ...(operation.parameters ?? []), ...(isTagged ? ["IfNoneMatch"] : [])];
  const requests = samples.filter(({ body }) => body !== undefined && !(body instanceof Uint8Array));
  const content: Record<string, JsonSchema> = {};
  if (json !== undefined) {
    content["application/json"] = {
      schema: ref(json),
      examples: examples(requests.map(({ summary, body }) => [summary, body])),
    };
  }
  for (const [type, each] of Object.entries(binary)) content[type] = { schema: { description: each } };
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(operation.isOpen ? { security: [] } : {}),
    ...(asked.length === 0
      ? {}
      : { parameters: asked.map((name) => ({ $ref: `#/components/parameters/${name}` })) }),
    ...(json === undefined ? {} : { requestBody: { required: true, content } }),
    responses: {
      200: await success(operation, answer),
      ...(isTagged ? { 304: { $ref: "#/components/responses/NotModified" } } : {}),
      ...Object.fromEntries(
        Object.entries(operation.alsoAnswers ?? {}).map(([status, each]) => [
          status,
          { ...answerOf(operation, each), headers: headersOf(["RequestId"]) },
        ]),
      ),
      ...Object.fromEntries(
        refusals
          .filter(([status]) => statuses.includes(status))
          .map(([status, name]) => [status, { $ref: `#/components/responses/${name}` }]),
      ),
    },
  };
}

async function success(operation: Operation, answer: Answerer): Promise<JsonSchema> {
  const shown: [string, unknown][] = [];
  for (const sample of operation.samples ?? []) shown.push([sample.summary, await answer(sample)]);
  const { description, content } = answerOf(operation, "The answer.");
  const [type = "", schema = {}] = Object.entries(content)[0] ?? [];
  const hasBinary = operation.headers?.includes("InferenceHeaderContentLength") ?? false;
  return {
    description,
    headers: headersOf(["RequestId", "ServerTiming", ...(operation.headers ?? [])]),
    content: {
      [type]: shown.length === 0 ? schema : { ...schema, examples: examples(shown) },
      ...(hasBinary
        ? {
            "application/octet-stream": {
              schema: { description: "The JSON, and behind it the values, where asked for." },
            },
          }
        : {}),
    },
  };
}

function answerOf(
  { answer }: Operation,
  description: string,
): { description: string; content: Record<string, JsonSchema> } {
  if (typeof answer === "string") {
    return { description, content: { "application/json": { schema: ref(answer) } } };
  }
  return {
    description: answer.description,
    content: {
      [answer.type]: { schema: { type: answer.type === "application/json" ? "object" : "string" } },
    },
  };
}

function examples(shown: readonly (readonly [summary: string, value: unknown])[]): JsonSchema {
  return Object.fromEntries(
    shown.map(([summary, value], index) => [`example${index + 1}`, { summary, value }]),
  );
}
