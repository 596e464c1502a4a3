import type { Context } from "hono";
import * as v from "valibot";
import { answerJson } from "../http/answer.ts";
import type { Answered } from "../http/answered.ts";
import type { ApiEnv } from "../http/api-env.ts";
import { readJsonBody } from "../http/read-json-body.ts";
import { checkValue } from "../json/check-value.ts";
import { jsonObject, onlyWhere } from "../json/json-object.ts";
import { unseen } from "../json/unseen.ts";
import type { Service } from "../prediction/service.ts";
import { rowsOf } from "../tensors/rows-of.ts";
import { type Row, readRows } from "./read-rows.ts";
import { remarkHeader } from "./remark-header.ts";
import { takesBytes } from "./signatures.ts";

const tensorFields: ReadonlySet<string> = new Set(["examples", "inputs"]);

/** A request, whose examples are looked at elsewhere. Null stands for nothing. */
export const classifySchema = jsonObject(
  {
    signature_name: v.nullish(v.string("a text")),
    context: v.nullish(
      onlyWhere(
        isEmptyObject,
        v.strictObject({}, "an empty object: a model has one input, and examples hold it"),
      ),
    ),
    examples: unseen<readonly Row[]>(),
  },
  "a JSON object",
);

/** What a client sends. */
export type ClassifyBody = v.InferInput<typeof classifySchema>;

/** For each example the classes by name, each with its score. */
export interface ClassifyAnswer {
  readonly results: readonly (readonly (readonly [label: string, score: number])[])[];
}

/**
 * Answers `:classify` of TensorFlow Serving: for each example the classes by name, each with its score, in the order of the
 * model's columns. An example is `{"inputs": [...]}` or `{"inputs": {"b64": "..."}}`.
 *
 * The key of the answer is `results`, as the server sends it; its documentation says `result`.
 *
 * Source: TensorFlow Serving, "RESTful API", section "Classify and Regress API"; tensorflow_serving/util/json_tensor.cc.
 */
export async function classify(
  service: Service,
  c: Context<ApiEnv>,
  name: string,
  version?: string,
): Promise<Answered<ClassifyAnswer>> {
  const model = await service.find(c, name, version);
  const { classes } = model.manifest;
  const body = checkValue(classifySchema, await readJsonBody(c, service.limits, tensorFields));
  const isBytes = takesBytes(body.signature_name);
  const rows = await readRows(service, model.manifest, body.examples, "examples", isBytes);
  c.get("timings").mark("inputs");
  const values = await service.predict(c, model, rows.inputs, rows.count);
  const results = rowsOf(values, rows.count, classes.length).map((scores) =>
    classes.map(({ name: label }, column) => [label, scores[column] ?? 0] as const),
  );
  return answerJson(c, { results }, 200, remarkHeader(classes));
}

function isEmptyObject(value: unknown): boolean {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
  );
}
