export type { ModelRepository, ModelState, ModelVersion, ServedModel } from "./models/model-repository.ts";
