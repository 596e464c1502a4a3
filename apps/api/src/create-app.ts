import type { Context, MiddlewareHandler } from "hono";
import { allowOrigins } from "./access/allow-origins.ts";
import { createRateCheck } from "./access/rate-check.ts";
import type { RateLimiter } from "./access/rate-limiter.ts";
import { requireToken } from "./access/require-token.ts";
import { describe } from "./description/describe.ts";
import { allowedMethods } from "./http/allowed-methods.ts";
import { answer, answerEmpty, answerRefusal } from "./http/answer.ts";
import { answerError, type ErrorReporter } from "./http/answer-error.ts";
import type { ApiEnv } from "./http/api-env.ts";
import { createRoutes } from "./http/create-routes.ts";
import { createRequestIds } from "./http/request-id.ts";
import { RequestRecord } from "./http/request-record.ts";
import { Timings } from "./http/timings.ts";
import { completeLimits, type Limits } from "./limits.ts";
import { RequestCounts } from "./metrics/request-counts.ts";
import type { ModelRepository } from "./models/model-repository.ts";
import { createRouteNames } from "./observe/create-route-names.ts";
import { type RequestEntry, requestEntry } from "./observe/request-entry.ts";
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
  /** Told of every request when its answer has been made, for a log. It must not throw. */
  readonly onRequest?: (entry: RequestEntry) => void;
  /**
   * Bearer tokens, of at least 16 characters each: all but `/v2/health/live`, `/v2/health/ready`, `/openapi.json` and `/docs`
   * then want one. Left out, nothing does.
   */
  readonly tokens?: readonly string[];
  /** The origins whose pages may ask, such as `https://app.example.com`, or `*` for all. Left out: none but the service's own. */
  readonly corsOrigins?: readonly string[];
  /** Decides whether a client may ask for one more prediction. Left out, every client may. */
  readonly rateLimiter?: RateLimiter;
  /** Tells the address of a request's client, for the log and the rate limit: only the server knows it. */
  readonly clientAddress?: (c: Context) => string | undefined;
  /** Whether `/metrics` tells Prometheus what the service does. Default `true`. */
  readonly metrics?: boolean;
  /** `compressAnswers`, for answers above 1 KiB to be compressed. Left out, none are: some platforms do it themselves. */
  readonly compress?: MiddlewareHandler<ApiEnv> | undefined;
}

/**
 * Makes the prediction service: the Open Inference Protocol under `/v2`, TensorFlow Serving's REST API under `/v1/models`,
 * `/predict` for people, and what describes them: `/openapi.json` and `/docs`.
 *
 * It runs wherever Hono does, and keeps no state but what is at work.
 *
 * @param options The models and the limits.
 * @returns The app; its `fetch` answers requests.
 * @throws {RangeError} For a limit that makes no sense, a token that is short and an origin that is none.
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
  const { models, name = "proj", version = "0.1.0", closing, onMistake = () => {}, onRequest } = options;
  const { tokens, corsOrigins = [], rateLimiter, clientAddress = () => undefined } = options;
  const limits = completeLimits(options.limits);
  const checkRate = rateLimiter && createRateCheck(rateLimiter, clientAddress);
  const service = createService({ models, limits, name, version, closing, checkRate });
  const counts = options.metrics === false ? undefined : new RequestCounts();
  const routeOf = createRouteNames();
  const nameRequest = createRequestIds();
  const base = createRoutes();
  base.use(async (c, next) => {
    c.set("timings", new Timings());
    c.set("requestId", nameRequest(c.req.header("X-Request-Id")));
    const record = new RequestRecord();
    c.set("record", record);
    await next();
    // An answer that was made elsewhere.
    if (record.status === 0) record.status = c.res.status;
    record.route = routeOf(c);
    counts?.count(c);
    onRequest?.(requestEntry(c, clientAddress(c)));
  });
  if (corsOrigins.length > 0) base.use(allowOrigins(corsOrigins));
  if (options.compress !== undefined) base.use(options.compress);
  if (tokens !== undefined) base.use(requireToken(tokens));
  base.onError((error, c) => answerError(error, c, onMistake));
  base.notFound((c) => {
    const methods = allowedMethods(base.router, c.req.path);
    if (methods.length === 0) {
      return answerRefusal(c, `Cannot find ${c.req.path}: the service has no such address`, 404);
    }
    const headers = { Allow: methods.join(", ") };
    if (c.req.method === "OPTIONS") return answerEmpty(c, 204, headers);
    const error = `Cannot ${c.req.method} ${c.req.path}: the method must be ${methods.join(" or ")}`;
    return answerRefusal(c, error, 405, headers);
  });
  if (counts !== undefined) {
    base.get("/metrics", async (c) => {
      const { serviceMetrics } = await import("./metrics/service-metrics.ts");
      return answer(c, serviceMetrics(counts, service), "text/plain; version=0.0.4; charset=utf-8");
    });
  }
  return base
    .route("/v2", openInference(service))
    .route("/v1/models", tensorflowServing(service))
    .route("/predict", people(service))
    .route("/", describe());
}
