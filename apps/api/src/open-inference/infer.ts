import type { Context } from "hono";
import { answer, answerJson } from "../http/answer.ts";
import type { Answered } from "../http/answered.ts";
import type { ApiEnv } from "../http/api-env.ts";
import { requireJson } from "../http/media-type.ts";
import { readBody } from "../http/read-body.ts";
import { checkValue } from "../json/check-value.ts";
import { parseJson } from "../json/parse-json.ts";
import type { Service } from "../prediction/service.ts";
import { untrainedRemark } from "../prediction/untrained-remark.ts";
import { inferSchema } from "./infer-schema.ts";
import { readInputs } from "./read-inputs.ts";
import { headerLengthName, splitBody } from "./split-body.ts";
import { type OutputTensor, wantedOutput, writeOutput } from "./write-outputs.ts";

/** The JSON of an answer. */
export interface InferAnswer {
  readonly model_name: string;
  readonly model_version: string;
  readonly id?: string;
  readonly parameters?: { readonly remark: string };
  readonly outputs: readonly OutputTensor[];
}

const tensorFields: ReadonlySet<string> = new Set(["data"]);

/**
 * Answers an inference of the Open Inference Protocol, with the binary tensor and the classification extensions.
 *
 * The parameters of the answer carry a remark where the model has classes that it never learned.
 *
 * Source: Open Inference Protocol, "Inference"; Triton Inference Server, "Binary Tensor Data Extension".
 */
export async function infer(
  service: Service,
  c: Context<ApiEnv>,
  name: string,
  version?: string,
): Promise<Answered<InferAnswer>> {
  const header = c.req.header(headerLengthName);
  if (header === undefined) {
    requireJson(c.req, `, or application/octet-stream with the header ${headerLengthName}`);
  }
  const timings = c.get("timings");
  const model = await service.find(c, name, version);
  const { manifest } = model;
  const body = await readBody(c, service.limits);
  timings.mark("read");
  const { json, binary } = splitBody(body, header);
  const request = checkValue(inferSchema, parseJson(json, service.limits, tensorFields));
  timings.mark("parse");
  const wanted = wantedOutput(request, manifest.classes.length);
  const batch = readInputs(request, binary, manifest, service.limits);
  timings.mark("inputs");
  const values = await service.predict(c, model, batch.inputs, batch.count);

  const output = writeOutput(values, batch.count, manifest.classes, wanted);
  const remark = untrainedRemark(manifest.classes);
  const reply: InferAnswer = {
    model_name: model.name,
    model_version: model.version,
    ...(typeof request.id === "string" ? { id: request.id } : {}),
    ...(remark === null ? {} : { parameters: { remark } }),
    outputs: [output.json],
  };
  return output.binary === null ? answerJson(c, reply) : answerBinary(c, reply, output.binary);
}

function answerBinary(c: Context<ApiEnv>, reply: InferAnswer, binary: Uint8Array) {
  const json = new TextEncoder().encode(JSON.stringify(reply));
  const body = new Uint8Array(json.length + binary.length);
  body.set(json);
  body.set(binary, json.length);
  // Who asks for bytes knows what comes; for all others, the type is that of JSON.
  return answer(c, body, "application/octet-stream", 200, {
    [headerLengthName]: String(json.length),
  }) as ReturnType<typeof answerJson<InferAnswer>>;
}
