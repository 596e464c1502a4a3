import { type JsonSchema, ref } from "./json-schemas.ts";

const text = { type: "string" };

/** The headers of answers, by their names in the description. */
export const headers: Readonly<Record<string, JsonSchema>> = {
  RequestId: { description: "The caller's X-Request-Id where it sent one, or a new one.", schema: text },
  ServerTiming: { description: "How long the parts of the answer took.", schema: text },
  RetryAfter: { description: "Seconds after which to ask again.", schema: { type: "integer", minimum: 1 } },
  Authenticate: { description: "The way to show a token.", schema: text },
  ModelRemark: { description: "What the model never learned; left out where it learned all.", schema: text },
  InferenceHeaderContentLength: {
    description: "The length of the JSON, where values stand behind it.",
    schema: { type: "integer", minimum: 0 },
  },
  ETag: { description: "Changes with the answer: If-None-Match asks for a newer one.", schema: text },
};

/** What the headers are called when they are sent. */
export const headerNames: Readonly<Record<string, string>> = {
  RequestId: "X-Request-Id",
  ServerTiming: "Server-Timing",
  RetryAfter: "Retry-After",
  Authenticate: "WWW-Authenticate",
  ModelRemark: "X-Model-Remark",
  InferenceHeaderContentLength: "Inference-Header-Content-Length",
  ETag: "ETag",
};

/** The parameters of requests, by their names in the description. */
export const parameters: Readonly<Record<string, JsonSchema>> = {
  model: {
    name: "model",
    in: "path",
    required: true,
    description: "The model's name.",
    schema: text,
    example: "odd-digits",
  },
  version: {
    name: "version",
    in: "path",
    required: true,
    description: "The version: a whole number of at least 1.",
    schema: text,
    example: "1",
  },
  label: {
    name: "label",
    in: "path",
    required: true,
    description: "A label that stands for a version.",
    schema: text,
    example: "stable",
  },
  IfNoneMatch: {
    name: "If-None-Match",
    in: "header",
    description: "The ETag of an answer that the client has.",
    schema: text,
  },
  Model: {
    name: "model",
    in: "query",
    description: "The model's name; may be left out where there is only one.",
    schema: text,
    example: "odd-digits",
  },
  Version: {
    name: "version",
    in: "query",
    description: "The version; left out, the newest that can be loaded.",
    schema: text,
    example: "1",
  },
  InferenceHeaderContentLength: {
    name: "Inference-Header-Content-Length",
    in: "header",
    description: "The length of the JSON, where values stand behind it.",
    schema: { type: "integer", minimum: 0 },
  },
};

/** Refusals: the status, its name in the description, what it means, its headers and an error that it may have. */
export const refusals: readonly (readonly [
  status: number,
  name: string,
  description: string,
  headers: readonly string[],
  error: string,
])[] = [
  [
    400,
    "BadRequest",
    "The body is not what the model takes; the message has the position.",
    [],
    "Cannot use the body: instances[1][2] must be a number, received null",
  ],
  [
    401,
    "Unauthorized",
    "The service wants a bearer token, and got none that it knows.",
    ["Authenticate"],
    "Cannot let you in: the header Authorization must be a bearer token",
  ],
  [
    404,
    "NotFound",
    "There is no such model, version or address.",
    [],
    'Cannot find the model: it must be one that is served, received "letters"',
  ],
  [
    408,
    "Timeout",
    "The body did not arrive in time.",
    [],
    "Cannot read the body: it must arrive whole within 10000 ms, received a part",
  ],
  [
    413,
    "TooLarge",
    "The body, the batch or a picture is too large.",
    [],
    "Cannot use the body: instances must hold at most 1024 inputs, received 1025; send them in several requests",
  ],
  [
    415,
    "UnsupportedType",
    "The body is of another type or encoding than can be read.",
    [],
    "Cannot read the picture: it must be a PNG or a JPEG, received GIF",
  ],
  [
    429,
    "TooMany",
    "Too many predictions are at work, or the client asks too often.",
    ["RetryAfter"],
    "Cannot predict: at most 128 requests may be at work at the same time; ask again in a second",
  ],
  [
    500,
    "Mistake",
    "The service made a mistake; its log has it under the request's id.",
    [],
    "Cannot answer: the service made a mistake; its log has it under 7b2e",
  ],
  [
    503,
    "Unavailable",
    "The model cannot be loaded now, takes too long, or the service is closing.",
    ["RetryAfter"],
    "Cannot predict: the service is closing; ask another one",
  ],
];

/** What answers have in common: refusals, and that nothing has changed. */
export function sharedResponses(): Record<string, JsonSchema> {
  const refused = Object.fromEntries(
    refusals.map(([, name, description, more, error]) => [
      name,
      {
        description,
        headers: headersOf(["RequestId", ...more]),
        content: { "application/json": { schema: ref("Refusal"), example: { error } } },
      },
    ]),
  );
  const description = "Nothing has changed since the answer whose ETag was in If-None-Match.";
  return { NotModified: { description, headers: headersOf(["RequestId", "ETag"]) }, ...refused };
}

/** Headers as an answer lists them. */
export function headersOf(names: readonly string[]): JsonSchema {
  return Object.fromEntries(
    names.map((name) => [headerNames[name] ?? name, { $ref: `#/components/headers/${name}` }]),
  );
}
