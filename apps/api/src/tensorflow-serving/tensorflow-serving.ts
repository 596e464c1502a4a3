import type { Context } from "hono";
import { answerJson } from "../http/answer.ts";
import { answerMetadata } from "../http/answer-metadata.ts";
import type { Answered, Asked } from "../http/answered.ts";
import type { ApiEnv } from "../http/api-env.ts";
import { createRoutes } from "../http/create-routes.ts";
import { refuse } from "../http/refuse.ts";
import { describeValue } from "../json/describe-value.ts";
import type { ModelVersion } from "../models/model-repository.ts";
import { UnknownModelError } from "../models/unknown-model-error.ts";
import type { Service } from "../prediction/service.ts";
import { type ClassifyAnswer, type ClassifyBody, classify } from "./classify.ts";
import { labelledVersion } from "./labelled-version.ts";
import { modelStatus } from "./model-status.ts";
import { type PredictAnswer, type PredictBody, predict } from "./predict.ts";
import { signatureMetadata } from "./signature-metadata.ts";

type ActBody = PredictBody | ClassifyBody;

/**
 * The routes of TensorFlow Serving's REST API, without the `/v1/models` in front.
 *
 * Source: https://www.tensorflow.org/tfx/serving/api_rest.
 *
 * @param service What the protocols share.
 */
export function tensorflowServing(service: Service) {
  function versionsOf(name: string): readonly ModelVersion[] {
    const versions = service.models.versions(name);
    if (versions === undefined) throw new UnknownModelError(name);
    return versions;
  }

  function status(
    c: Context<ApiEnv>,
    name: string,
    version?: string,
  ): Answered<ReturnType<typeof modelStatus>> {
    const versions = versionsOf(name);
    if (version === undefined) return answerJson(c, modelStatus(versions));
    const found = versions.find((each) => each.version === version);
    if (found === undefined) throw new UnknownModelError(name, version);
    return answerJson(c, modelStatus([found]));
  }

  async function metadata(
    c: Context<ApiEnv>,
    name: string,
    version?: string,
  ): Promise<Answered<ReturnType<typeof signatureMetadata>>> {
    return answerMetadata(c, signatureMetadata(await service.find(c, name, version)));
  }

  /** Answers what the end of an address asks for: `odd-digits:predict`, `2:classify`. */
  function act(
    c: Context<ApiEnv>,
    target: string,
    find: (subject: string) => readonly [name: string, version?: string],
  ): Promise<Answered<PredictAnswer | ClassifyAnswer>> {
    const colon = target.lastIndexOf(":");
    const [subject, verb] = [target.slice(0, colon), target.slice(colon + 1)];
    if (colon !== -1 && verb === "predict") return predict(service, c, ...find(subject));
    if (colon !== -1 && verb === "classify") return classify(service, c, ...find(subject));
    const received = colon === -1 ? "none" : describeValue(verb);
    throw refuse(
      404,
      `Cannot POST ${c.req.path}: the address must end in :predict or :classify, received ${received}`,
    );
  }

  function labelled(name: string, label: string): readonly [name: string, version: string] {
    return [name, labelledVersion(service.models, name, label)];
  }

  return createRoutes()
    .get("/:model", (c) => status(c, c.req.param("model")))
    .get("/:model/versions/:version", (c) => status(c, c.req.param("model"), c.req.param("version")))
    .get("/:model/metadata", (c) => metadata(c, c.req.param("model")))
    .get("/:model/versions/:version/metadata", (c) =>
      metadata(c, c.req.param("model"), c.req.param("version")),
    )
    .get("/:model/labels/:label", (c) => status(c, ...labelled(c.req.param("model"), c.req.param("label"))))
    .get("/:model/labels/:label/metadata", async (c) =>
      metadata(c, ...labelled(c.req.param("model"), c.req.param("label"))),
    )
    .post("/:target", service.admit, (c: Asked<"/:target", { json: ActBody }>) =>
      act(c, c.req.param("target"), (name) => [name]),
    )
    .post(
      "/:model/versions/:target",
      service.admit,
      (c: Asked<"/:model/versions/:target", { json: ActBody }>) =>
        act(c, c.req.param("target"), (version) => [c.req.param("model"), version]),
    )
    .post("/:model/labels/:target", service.admit, (c: Asked<"/:model/labels/:target", { json: ActBody }>) =>
      act(c, c.req.param("target"), (label) => labelled(c.req.param("model"), label)),
    );
}
