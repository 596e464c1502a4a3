import { Hono } from "hono/tiny";
import { describe } from "./description/describe.ts";
import { allowedMethods } from "./http/allowed-methods.ts";
import { answerJson } from "./http/answer.ts";
import { answerError, type ErrorReporter } from "./http/answer-error.ts";
import type { ApiEnv } from "./http/api-env.ts";
import { requestId } from "./http/request-id.ts";
import { Timings } from "./http/timings.ts";
import { completeLimits, type Limits } from "./limits.ts";
import type { ModelRepository } from "./models/model-repository.ts";
import { openInference } from "./open-inference/open-inference.ts";
import { people } from "./people/people.ts";
import { createService } from "./prediction/create-service.ts";
import { tensorflowServing } from "./tensorflow-serving/tensorflow-serving.ts";

/** What an app is made of. */
export interface AppOptions {
  /** Where the models come from. The app does not close it. */
  readonly models: ModelRepository;
  /** What one request may cost; what is left out has its default. */
  readonly limits?: Partial<Limits>;
  /** The name that the service gives itself. Default `proj`. */
  readonly name?: string;
  /** The version that the service gives itself. */
  readonly version?: string;
  /** Abort it to turn new predictions away, with 503, while those at work finish. */
  readonly closing?: AbortSignal;
  /** Takes the errors that are the service's own, with the request's id. Left out, nobody hears of them. */
  readonly onMistake?: ErrorReporter;
}

/**
 * Makes the prediction service: the Open Inference Protocol under `/v2`, TensorFlow Serving's REST API under `/v1/models`,
 * `/predict` for people, and what describes them: `/openapi.json` and `/docs`.
 *
 * It runs wherever Hono does, and keeps no state but what is at work.
 *
 * @param options The models and the limits.
 * @returns The app; its `fetch` answers requests.
 * @throws {RangeError} For a limit that makes no sense.
 *
 * @example
 * ```ts
 * import { createApp, createModelRepository, urlSource } from "@proj/api";
 *
 * const source = urlSource({ "odd-digits": "https://models.example.com/odd-digits/" });
 * const app = createApp({ models: createModelRepository({ sources: [source] }), limits: { maxBatch: 64 } });
 * const response = await app.request("/v2/models");
 * console.log(await response.json()); // { models: ["odd-digits"] }
 * ```
 */
export function createApp(options: AppOptions) {
  const { models, name = "proj", version = "0.1.0", closing, onMistake = () => {} } = options;
  const service = createService({ models, limits: completeLimits(options.limits), name, version, closing });
  // The default router builds one regular expression of all routes: a tenth of the Worker, and time before the first answer.
  const base = new Hono<ApiEnv>({ strict: false });
  base.use(async (c, next) => {
    c.set("timings", new Timings());
    c.set("requestId", requestId(c.req.header("X-Request-Id")));
    await next();
  });
  base.onError((error, c) => answerError(error, c, onMistake));
  base.notFound((c) => {
    const methods = allowedMethods(base.router, c.req.path);
    if (methods.length === 0) {
      return answerJson(c, { error: `Cannot find ${c.req.path}: the service has no such address` }, 404);
    }
    const error = `Cannot ${c.req.method} ${c.req.path}: the method must be ${methods.join(" or ")}`;
    return answerJson(c, { error }, 405, { Allow: methods.join(", ") });
  });
  return base
    .route("/v2", openInference(service))
    .route("/v1/models", tensorflowServing(service))
    .route("/predict", people(service))
    .route("/", describe());
}
