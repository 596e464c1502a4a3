import kernel from "@proj/model/dense-kernel.wasm";
import type { RateLimiter } from "../access/rate-limiter.ts";
import { readConfig } from "../config/read-config.ts";
import { limitsOf, sharedSettings } from "../config/shared-settings.ts";
import { createApp } from "../create-app.ts";
import { type AssetsBinding, assetsSource } from "../models/assets-source.ts";
import { createModelRepository } from "../models/create-model-repository.ts";
import type { ModelLocations } from "../models/model-locations.ts";
import { urlSource } from "../models/url-source.ts";
import { accessOptions, logOptions } from "./app-options.ts";
import { mistakeLine } from "./mistake-line.ts";

/** What `wrangler.jsonc` binds to the Worker. */
export interface WorkerEnv {
  /** The static assets, with the models' folders among them. */
  readonly ASSETS?: AssetsBinding;
  /** The path of each model's folder among the assets: `{ "odd-digits": "/models/odd-digits/" }`. */
  readonly MODELS?: ModelLocations;
  /** How often one client may ask. */
  readonly RATE_LIMITER?: RateLimiter;
  /** The settings, as everywhere; `PROJ_TOKENS` is a secret. */
  readonly [setting: `PROJ_${string}`]: unknown;
}

type App = ReturnType<typeof createApp>;

/** One app for each environment that the isolate is given, which is one. */
const apps = new WeakMap<WorkerEnv, App>();

function appOf(env: WorkerEnv): App {
  const known = apps.get(env);
  if (known !== undefined) return known;
  const { ASSETS, MODELS = {}, RATE_LIMITER } = env;
  const config = readConfig(
    sharedSettings,
    { ...env },
    {
      explainUnknown: (variable) => `${variable} is no setting of a Worker`,
      check: () =>
        ASSETS === undefined && Object.keys(MODELS).length > 0
          ? ["MODELS must be among static assets, received no binding ASSETS"]
          : [],
    },
  );
  const { modelUrls, labels, maxLoadedVersions, maxWeightsBytes } = config;
  const app = createApp({
    models: createModelRepository({
      sources: [...(ASSETS === undefined ? [] : [assetsSource(ASSETS, MODELS)]), urlSource(modelUrls)],
      labels,
      maxLoadedVersions,
      maxWeightsBytes,
      // A client that leaves takes the load of its request with it.
      loadPatienceMs: 1000,
      kernel,
      onRefused: (error) => log(error),
    }),
    limits: limitsOf(config),
    ...accessOptions(config),
    ...(RATE_LIMITER === undefined ? {} : { rateLimiter: RATE_LIMITER }),
    // biome-ignore lint/suspicious/noConsole: the platform's log
    ...logOptions(config.log, (line) => console.log(line)),
    onMistake: log,
    clientAddress: (c) => c.req.header("CF-Connecting-IP"),
  });
  apps.set(env, app);
  return app;
}

function log(error: unknown, requestId?: string): void {
  // biome-ignore lint/suspicious/noConsole: the entry is where mistakes of the service reach the platform's log
  console.error(mistakeLine(error, "error", requestId));
}

/** The service as a Cloudflare Worker: `main` of `wrangler.jsonc`. */
export default {
  async fetch(request: Request, env: WorkerEnv): Promise<Response> {
    try {
      return await appOf(env).fetch(request, env);
    } catch (error) {
      // What the app throws it answers itself: this is about how the Worker is set up.
      log(error);
      const message = "Cannot answer: the service is not set up; its log says why";
      return Response.json({ error: message }, { status: 500 });
    }
  },
};
