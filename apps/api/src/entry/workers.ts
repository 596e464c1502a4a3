import { createApp } from "../create-app.ts";
import type { Limits } from "../limits.ts";
import { type AssetsBinding, assetsSource } from "../models/assets-source.ts";
import { createModelRepository } from "../models/create-model-repository.ts";
import type { ModelLocations } from "../models/model-locations.ts";

/** What `wrangler.jsonc` binds to the Worker. */
export interface WorkerEnv {
  /** The static assets, with the models' folders among them. */
  readonly ASSETS: AssetsBinding;
  /** The path of each model's folder among the assets: `{ "odd-digits": "/models/odd-digits/" }`. */
  readonly MODELS: ModelLocations;
  /** Limits, where the defaults do not do. */
  readonly LIMITS?: Partial<Limits>;
}

type App = ReturnType<typeof createApp>;

/** One app for each environment that the isolate is given, which is one. */
const apps = new WeakMap<WorkerEnv, App>();

function appOf(env: WorkerEnv): App {
  const known = apps.get(env);
  if (known !== undefined) return known;
  const app = createApp({
    models: createModelRepository({
      sources: [assetsSource(env.ASSETS, env.MODELS)],
      // A client that leaves takes the load of its request with it.
      loadPatienceMs: 1000,
    }),
    ...(env.LIMITS === undefined ? {} : { limits: env.LIMITS }),
    // biome-ignore lint/suspicious/noConsole: the entry is where mistakes of the service reach the platform's log
    onMistake: (error, requestId) => console.error(requestId, error),
  });
  apps.set(env, app);
  return app;
}

/** The service as a Cloudflare Worker: `main` of `wrangler.jsonc`. */
export default {
  fetch(request: Request, env: WorkerEnv): Response | Promise<Response> {
    return appOf(env).fetch(request);
  },
};
