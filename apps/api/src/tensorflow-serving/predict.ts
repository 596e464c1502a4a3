import type { Context } from "hono";
import * as v from "valibot";
import { answerJson } from "../http/answer.ts";
import type { Answered } from "../http/answered.ts";
import type { ApiEnv } from "../http/api-env.ts";
import { readJsonBody } from "../http/read-json-body.ts";
import { refuse } from "../http/refuse.ts";
import { checkValue } from "../json/check-value.ts";
import { jsonObject } from "../json/json-object.ts";
import { isArray } from "../json/number-tensor.ts";
import { unseen } from "../json/unseen.ts";
import type { Service } from "../prediction/service.ts";
import { rowsOf } from "../tensors/rows-of.ts";
import { inputName } from "../tensors/tensor-names.ts";
import { type Rows, readRows } from "./read-rows.ts";
import { remarkHeader } from "./remark-header.ts";
import { takesBytes } from "./signatures.ts";

const tensorFields: ReadonlySet<string> = new Set(["instances", "inputs"]);

/** A request, whose numbers are looked at elsewhere. Null stands for nothing. */
export const predictSchema = jsonObject(
  {
    signature_name: v.nullish(v.string("a text")),
    instances: unseen<Rows | null>(),
    inputs: unseen<Rows | { readonly inputs: Rows } | null>(),
  },
  "a JSON object",
);

/** What a client sends. */
export type PredictBody = v.InferInput<typeof predictSchema>;

/** Rows give `predictions`, a column gives `outputs`: for each input the values of the classes. */
export type PredictAnswer =
  | { readonly predictions: readonly (readonly number[])[] }
  | { readonly outputs: readonly (readonly number[])[] };

/**
 * Answers `:predict` of TensorFlow Serving: rows under `instances` give `predictions`, a column under `inputs` gives
 * `outputs`; both are the outputs of each input in turn, for a model has one output.
 *
 * Source: TensorFlow Serving, "RESTful API", section "Predict API".
 */
export async function predict(
  service: Service,
  c: Context<ApiEnv>,
  name: string,
  version?: string,
): Promise<Answered<PredictAnswer>> {
  const model = await service.find(c, name, version);
  const { manifest } = model;
  const body = checkValue(predictSchema, await readJsonBody(c, service.limits, tensorFields));
  const { isColumn, value, field } = pickInputs(body.instances, body.inputs);
  const isBytes = takesBytes(body.signature_name);
  const rows = await readRows(service, manifest, value, field, isBytes);
  c.get("timings").mark("inputs");
  const values = await service.predict(c, model, rows.inputs, rows.count);
  const outputs = rowsOf(values, rows.count, manifest.classes.length);
  const reply: PredictAnswer = isColumn ? { outputs } : { predictions: outputs };
  return answerJson(c, reply, 200, remarkHeader(manifest.classes));
}

interface PickedInputs {
  readonly isColumn: boolean;
  readonly value: unknown;
  /** What the value is called in the request. */
  readonly field: string;
}

function pickInputs(instances: unknown, inputs: unknown): PickedInputs {
  const hasRows = instances !== undefined && instances !== null;
  const hasColumn = inputs !== undefined && inputs !== null;
  if (hasRows === hasColumn) {
    const received = hasRows ? "both" : "neither";
    throw refuse(400, `Cannot use the body: it must have either instances or inputs, received ${received}`);
  }
  if (hasRows) return { isColumn: false, value: instances, field: "instances" };
  if (isArray(inputs)) return { isColumn: true, value: inputs, field: "inputs" };
  const named: unknown =
    typeof inputs === "object" && inputs !== null ? Reflect.get(inputs, inputName) : inputs;
  return { isColumn: true, value: named, field: named === inputs ? "inputs" : `inputs.${inputName}` };
}
