import * as v from "valibot";

// What routes answer, for the description and its tests; the service itself checks no answers.

const text = v.string();
const shape = v.array(v.pipe(v.number(), v.integer()));
const tensorMetadata = v.object({ name: text, datatype: text, shape });
const tensorInfo = v.object({
  dtype: v.picklist(["DT_FLOAT", "DT_UINT8"]),
  tensor_shape: v.object({
    dim: v.array(v.object({ size: text, name: text })),
    unknown_rank: v.boolean(),
  }),
  name: text,
});
const signature = v.object({
  inputs: v.record(text, tensorInfo),
  outputs: v.record(text, tensorInfo),
  method_name: text,
});
const rows = v.array(v.array(v.number()));

/** The schemas of all answers, by the names that they have in the description. */
export const answerSchemas = {
  Refusal: v.object({ error: text }),
  ServiceMetadata: v.object({ name: text, version: text, extensions: v.array(text) }),
  Health: v.object({ live: v.boolean(), ready: v.boolean() }),
  ModelList: v.object({ models: v.array(text) }),
  ModelMetadata: v.object({
    name: text,
    versions: v.array(text),
    platform: text,
    inputs: v.array(tensorMetadata),
    outputs: v.array(tensorMetadata),
    properties: v.record(text, text),
  }),
  ModelReadiness: v.object({ name: text, ready: v.boolean() }),
  InferAnswer: v.object({
    model_name: text,
    model_version: text,
    id: v.optional(text),
    parameters: v.optional(v.object({ remark: text })),
    outputs: v.array(
      v.object({
        name: text,
        datatype: v.picklist(["FP32", "BYTES"]),
        shape,
        data: v.optional(v.union([v.array(v.number()), v.array(text)])),
        parameters: v.optional(v.object({ binary_data_size: v.pipe(v.number(), v.integer()) })),
      }),
    ),
  }),
  ModelStatus: v.object({
    model_version_status: v.array(
      v.object({
        version: text,
        state: v.picklist(["START", "LOADING", "AVAILABLE", "UNLOADING", "END"]),
        status: v.object({ error_code: v.picklist(["OK", "UNKNOWN"]), error_message: text }),
      }),
    ),
  }),
  SignatureMetadata: v.object({
    model_spec: v.object({ name: text, signature_name: text, version: text }),
    metadata: v.object({
      signature_def: v.object({ signature_def: v.record(text, signature) }),
      classes: v.array(v.object({ part: text, name: text, supervised: v.boolean(), samples: text })),
    }),
  }),
  PredictAnswer: v.union([v.object({ predictions: rows }), v.object({ outputs: rows })]),
  ClassifyAnswer: v.object({ results: v.array(v.array(v.strictTuple([text, v.number()]))) }),
  PictureAnswer: v.object({
    model: text,
    version: text,
    answer: v.nullable(text),
    supervised: v.nullable(v.boolean()),
    remark: v.nullable(text),
    classes: v.array(v.object({ part: text, name: text, value: v.number(), supervised: v.boolean() })),
  }),
};
