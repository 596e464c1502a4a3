import { toJsonSchema } from "@valibot/to-json-schema";
import type { GenericSchema } from "valibot";
import { inferSchema } from "../../src/open-inference/infer-schema.ts";
import { pictureSchema } from "../../src/people/read-picture-body.ts";
import { classifySchema } from "../../src/tensorflow-serving/classify.ts";
import { predictSchema } from "../../src/tensorflow-serving/predict.ts";
import { answerSchemas } from "./answer-schemas.ts";

/** A JSON Schema, or a part of one. */
export type JsonSchema = { [keyword: string]: unknown };

const numbers = ref("NestedNumbers");
const picture = { type: "object", properties: { b64: base64() }, required: ["b64"] };
const bare = { anyOf: [{ type: "number" }, numbers, picture] };

/** What stands in the fields that the service's schemas hand on unseen, and lengths that it looks at by itself. */
const unseen = {
  NestedNumbers: {
    description: "Numbers, in arrays one inside another as deep as the tensor's shape, or in one flat array.",
    type: "array",
    items: { anyOf: [{ type: "number" }, numbers] },
  },
  Rows: {
    description:
      "One input after another, all of the same form: numbers, or a PNG or JPEG picture in base64, bare or under the name of the input.",
    type: "array",
    minItems: 1,
    items: { anyOf: [...bare.anyOf, { type: "object", properties: { inputs: bare }, required: ["inputs"] }] },
  },
};

/**
 * Makes the JSON Schemas of all requests and answers.
 *
 * Those of requests come from the very schemas that check requests.
 *
 * @returns The schemas by name.
 */
export function jsonSchemas(): Record<string, JsonSchema> {
  const infer = convert(inferSchema);
  const tensors = at(infer, "properties", "inputs");
  tensors["maxItems"] = 1;
  at(tensors, "prefixItems", "0", "properties")["data"] = orNull(numbers);
  at(infer, "properties", "outputs", "anyOf", "0")["maxItems"] = 1;

  const predict = convert(predictSchema);
  const column = { type: "object", properties: { inputs: ref("Rows") }, required: ["inputs"] };
  Object.assign(at(predict, "properties"), {
    instances: orNull(ref("Rows")),
    inputs: { anyOf: [ref("Rows"), column, { type: "null" }] },
  });

  const classify = convert(classifySchema);
  at(classify, "properties")["examples"] = ref("Rows");
  classify["required"] = ["examples"];

  const person = convert(pictureSchema);
  Object.assign(at(person, "properties"), {
    pixels: orNull(numbers),
    inputs: orNull(numbers),
    png: { ...base64("image/png"), type: ["string", "null"] },
    jpeg: { ...base64("image/jpeg"), type: ["string", "null"] },
  });

  return {
    ...unseen,
    InferRequest: infer,
    PredictRequest: predict,
    ClassifyRequest: classify,
    PictureRequest: { anyOf: [person, numbers] },
    ...Object.fromEntries(Object.entries(answerSchemas).map(([name, schema]) => [name, convert(schema)])),
  };
}

/** A reference to a schema of the description. */
export function ref(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

function base64(mediaType?: string): JsonSchema {
  const named = mediaType === undefined ? {} : { contentMediaType: mediaType };
  return { type: "string", contentEncoding: "base64", ...named };
}

function orNull(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: "null" }] };
}

function convert(schema: GenericSchema): JsonSchema {
  const { $schema: _, ...rest } = toJsonSchema(schema, { target: "draft-2020-12" });
  return tidy(rest) as JsonSchema;
}

/** Leaves out what says nothing, and writes a type or null as a list of types. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .filter(([key, each]) => !(key === "required" && Array.isArray(each) && each.length === 0))
    .filter(([key, each]) => !(key === "maximum" && each === Number.MAX_SAFE_INTEGER))
    .map(([key, each]) => [key, tidy(each)] as const);
  const { anyOf, ...rest } = Object.fromEntries(entries) as JsonSchema;
  if (!Array.isArray(anyOf)) return Object.fromEntries(entries);
  const [first, second, ...others] = anyOf as JsonSchema[];
  const isSimple =
    typeof first?.["type"] === "string" && first["type"] !== "object" && first["type"] !== "array";
  if (isSimple && second?.["type"] === "null" && others.length === 0) {
    return { ...rest, ...first, type: [first["type"], "null"] };
  }
  return { ...rest, anyOf };
}

/** The part of a schema at a path. */
function at(schema: JsonSchema, ...path: readonly string[]): JsonSchema {
  let part: unknown = schema;
  for (const key of path) {
    part = typeof part === "object" && part !== null ? Reflect.get(part, key) : undefined;
  }
  if (typeof part !== "object" || part === null) {
    throw new TypeError(`Cannot refine the schema: ${path.join(".")} must be there, received nothing`);
  }
  return part as JsonSchema;
}
