export {
  type Artifact,
  type ArtifactContents,
  type ArtifactReader,
  createArtifact,
  readArtifact,
} from "./artifact.ts";
export { ArtifactError, type ArtifactErrorCode } from "./artifact-error.ts";
export type { ArtifactLimits } from "./artifact-files.ts";
export { encodeLayersModel, type LayersModelFiles, type SavedLayersModel } from "./encode-layers-model.ts";
export { type DigitImageOptions, digitImage } from "./image/digit-image.ts";
export type { Picture } from "./image/picture.ts";
export type {
  FileRecord,
  LayoutJson,
  LayoutPartJson,
  LearnedPart,
  Manifest,
  ManifestClass,
  OptimizerJson,
  ValidationRecord,
} from "./manifest.ts";
export { parseManifest } from "./parse-manifest.ts";
export { argMax } from "./predictor/arg-max.ts";
export { createPredictor, type Predictor, type PredictorOptions } from "./predictor/predictor.ts";
export { serializeManifest } from "./serialize-manifest.ts";
export { type UrlReaderOptions, urlReader } from "./url-reader.ts";
