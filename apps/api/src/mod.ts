export { type AssetsBinding, assetsSource } from "./models/assets-source.ts";
export { createModelRepository, type ModelRepositoryOptions } from "./models/create-model-repository.ts";
export type { ModelLocations } from "./models/model-locations.ts";
export { isModelName } from "./models/model-name.ts";
export type { ModelRepository, ModelState, ModelVersion, ServedModel } from "./models/model-repository.ts";
export type { ModelSource, SourceModel, SourceVersion } from "./models/model-source.ts";
export { ModelUnavailableError } from "./models/model-unavailable-error.ts";
export { UnknownModelError } from "./models/unknown-model-error.ts";
export { type UrlSourceOptions, urlSource } from "./models/url-source.ts";
