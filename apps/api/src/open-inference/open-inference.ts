import type { Context, TypedResponse } from "hono";
import { answerJson } from "../http/answer.ts";
import { answerMetadata } from "../http/answer-metadata.ts";
import type { Answered, Asked } from "../http/answered.ts";
import type { ApiEnv } from "../http/api-env.ts";
import { createRoutes } from "../http/create-routes.ts";
import { ModelUnavailableError } from "../models/model-unavailable-error.ts";
import type { Service } from "../prediction/service.ts";
import { infer } from "./infer.ts";
import type { InferBody } from "./infer-schema.ts";
import { modelMetadata } from "./model-metadata.ts";

/**
 * The routes of the Open Inference Protocol v2, without the `/v2` in front.
 *
 * Source: https://github.com/kserve/open-inference-protocol, specification/protocol/inference_rest.md.
 *
 * @param service What the protocols share.
 */
export function openInference(service: Service) {
  const { models } = service;

  type Readiness = { readonly name: string; readonly ready: boolean };

  async function metadata(
    c: Context<ApiEnv>,
    name: string,
    version?: string,
  ): Promise<Answered<ReturnType<typeof modelMetadata>>> {
    const model = await service.find(c, name, version);
    return answerMetadata(c, modelMetadata(model, models.versions(name) ?? []));
  }

  async function modelReady(
    c: Context<ApiEnv>,
    name: string,
    version?: string,
  ): Promise<Answered<Readiness> | (Response & TypedResponse<Readiness, 503, "json">)> {
    try {
      const model = await service.find(c, name, version);
      return answerJson(c, { name: model.name, ready: true });
    } catch (error) {
      if (!(error instanceof ModelUnavailableError)) throw error;
      return answerJson(c, { name, ready: false }, 503);
    }
  }

  return (
    createRoutes()
      .get("/", (c) =>
        answerMetadata(c, {
          name: service.name,
          version: service.version,
          extensions: ["binary_tensor_data", "classification"],
        }),
      )
      // Some clients look for "live" in both answers, some for "ready" in both.
      .get("/health/live", (c) => answerJson(c, { live: true, ready: service.ready() }))
      .get("/health/ready", (c) => {
        const ready = service.ready();
        return answerJson(c, { live: true, ready }, ready ? 200 : 503);
      })
      .get("/models", (c) => answerMetadata(c, { models: models.names() }))
      .get("/models/:model", (c) => metadata(c, c.req.param("model")))
      .get("/models/:model/versions/:version", (c) =>
        metadata(c, c.req.param("model"), c.req.param("version")),
      )
      .get("/models/:model/ready", (c) => modelReady(c, c.req.param("model")))
      .get("/models/:model/versions/:version/ready", (c) =>
        modelReady(c, c.req.param("model"), c.req.param("version")),
      )
      .post("/models/:model/infer", service.admit, (c: Asked<"/models/:model/infer", { json: InferBody }>) =>
        infer(service, c, c.req.param("model")),
      )
      .post(
        "/models/:model/versions/:version/infer",
        service.admit,
        (c: Asked<"/models/:model/versions/:version/infer", { json: InferBody }>) =>
          infer(service, c, c.req.param("model"), c.req.param("version")),
      )
  );
}
