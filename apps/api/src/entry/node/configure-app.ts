import type { Context } from "hono";
import { createMemoryRateLimiter } from "../../access/create-memory-rate-limiter.ts";
import { forwardedAddress } from "../../addresses/forwarded-address.ts";
import type { Config } from "../../config/server-settings.ts";
import { limitsOf } from "../../config/shared-settings.ts";
import { createApp } from "../../create-app.ts";
import { compressAnswers } from "../../http/compress-answers.ts";
import { createModelRepository } from "../../models/create-model-repository.ts";
import type { ModelRepository } from "../../models/model-repository.ts";
import type { ModelSource } from "../../models/model-source.ts";
import { folderSource } from "../../models/node/folder-source.ts";
import { urlSource } from "../../models/url-source.ts";
import { openPlayground } from "../../playground/node/open-playground.ts";
import { type Fetcher, withPlayground } from "../../playground/playground.ts";
import { accessOptions, logOptions } from "../app-options.ts";
import { mistakeLine } from "../mistake-line.ts";
import type { StandardLines } from "./standard-lines.ts";

/** What an app wants from the process that it runs in. */
export interface ProcessParts extends StandardLines {
  /** Who is at the other end of a request's connection. */
  peer(c: Context): string | undefined;
}

/** An app, and what belongs to it. */
export interface ConfiguredApp {
  readonly app: Fetcher<object>;
  readonly models: ModelRepository;
  /** Aborted when the service begins to close. */
  readonly closing: AbortController;
}

/**
 * Makes the app that some settings describe, on a runtime with a file system.
 *
 * @param config The settings.
 * @param parts The process.
 * @returns The app, whose models are listed. Close `models` at the end.
 * @throws {Error} Where there is no folder of models.
 */
export async function configureApp(config: Config, parts: ProcessParts): Promise<ConfiguredApp> {
  const { peer, out, err } = parts;
  const warn = (error: unknown): void => err.write(mistakeLine(error, "warn"));
  const closing = new AbortController();
  const { labels, preload, maxLoadedVersions, maxWeightsBytes } = config;
  const sources = await openSources(config, warn);
  const models = createModelRepository({
    sources,
    labels,
    preload,
    maxLoadedVersions,
    maxWeightsBytes,
    onRefused: warn,
  });
  const app = createApp({
    models,
    limits: limitsOf(config),
    closing: closing.signal,
    ...accessOptions(config),
    ...logOptions(config.log, (line) => out.write(line)),
    ...(config.rateLimit === null ? {} : { rateLimiter: createMemoryRateLimiter(config.rateLimit) }),
    compress: config.compress ? compressAnswers : undefined,
    onMistake: (error, requestId) => err.write(mistakeLine(error, "error", requestId)),
    clientAddress: (c) => forwardedAddress(peer(c), c.req.header("X-Forwarded-For"), config.trustedProxies),
  });
  return { app: await besidePlayground(app, config.playground, warn), models, closing };
}

/** The app alone where no folder is named, as most services have none. */
async function besidePlayground(
  app: ReturnType<typeof createApp>,
  folder: string,
  warn: (error: unknown) => void,
): Promise<Fetcher<object>> {
  if (folder === "") return app;
  try {
    return withPlayground(await openPlayground(folder), app);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    warn(
      new Error(`Cannot serve the playground in ${folder}: ${reason}. The service runs without it.`, {
        cause,
      }),
    );
    return app;
  }
}

async function openSources(config: Config, warn: (error: unknown) => void): Promise<readonly ModelSource[]> {
  const { models: folder, modelUrls, pollMs } = config;
  const urls = Object.keys(modelUrls).length === 0 ? [] : [urlSource(modelUrls)];
  try {
    return [await folderSource(folder, { pollMs, onError: warn }), ...urls];
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `Cannot serve the models in ${folder}: it must be a folder that can be read, received: ${reason}`;
    if (urls.length === 0) throw new Error(`${message}. \`proj train\` leaves a model there.`, { cause });
    warn(new Error(`${message}. The models with URLs are served without it.`));
    return urls;
  }
}
