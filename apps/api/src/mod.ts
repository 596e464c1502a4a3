export {
  createMemoryRateLimiter,
  type MemoryRateLimiterOptions,
} from "./access/create-memory-rate-limiter.ts";
export type { RateLimiter } from "./access/rate-limiter.ts";
export { type AppOptions, createApp } from "./create-app.ts";
export type { ErrorReporter } from "./http/answer-error.ts";
export { compressAnswers } from "./http/compress-answers.ts";
export type { Limits } from "./limits.ts";
export { type AssetsBinding, assetsSource } from "./models/assets-source.ts";
export { createModelRepository, type ModelRepositoryOptions } from "./models/create-model-repository.ts";
export type { ModelLabels } from "./models/model-labels.ts";
export type { ModelLocations } from "./models/model-locations.ts";
export { isModelName } from "./models/model-name.ts";
export type { ModelRepository, ModelState, ModelVersion, ServedModel } from "./models/model-repository.ts";
export type { ModelSource, SourceModel, SourceVersion } from "./models/model-source.ts";
export { ModelUnavailableError } from "./models/model-unavailable-error.ts";
export { UnknownModelError } from "./models/unknown-model-error.ts";
export { type UrlSourceOptions, urlSource } from "./models/url-source.ts";
export { jsonLine } from "./observe/json-line.ts";
export type { RequestEntry } from "./observe/request-entry.ts";
