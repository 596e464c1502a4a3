import type { Context } from "hono";
import { answerJson } from "../http/answer-json.ts";
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
import { wantedOutput, writeOutput } from "./write-outputs.ts";

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
): Promise<Response> {
  const header = c.req.header(headerLengthName);
  if (header === undefined) {
    requireJson(c.req, `, or application/octet-stream with the header ${headerLengthName}`);
  }
  const timings = c.get("timings");
  const model = await service.find(c, name, version);
  const { manifest } = model;
  const body = await timings.time("read", () => readBody(c.req, service.limits));
  const { request, batch, wanted } = await timings.time("parse", () => {
    const { json, binary } = splitBody(body, header);
    const request = checkValue(inferSchema, parseJson(json, service.limits));
    const wanted = wantedOutput(request, manifest.classes.length);
    return { request, wanted, batch: readInputs(request, binary, manifest, service.limits) };
  });
  const values = await service.predict(c, model, batch.inputs, batch.count);

  const output = writeOutput(values, batch.count, manifest.classes, wanted);
  const remark = untrainedRemark(manifest.classes);
  const answer = {
    model_name: model.name,
    model_version: model.version,
    ...(typeof request.id === "string" ? { id: request.id } : {}),
    ...(remark === null ? {} : { parameters: { remark } }),
    outputs: [output.json],
  };
  return output.binary === null ? answerJson(c, answer) : answerBinary(c, answer, output.binary);
}

function answerBinary(c: Context<ApiEnv>, answer: object, binary: Uint8Array): Response {
  const json = new TextEncoder().encode(JSON.stringify(answer));
  const body = new Uint8Array(json.length + binary.length);
  body.set(json);
  body.set(binary, json.length);
  return c.body(body, 200, {
    "Content-Type": "application/octet-stream",
    [headerLengthName]: String(json.length),
    "Server-Timing": c.get("timings").header(),
  });
}
