/** The name of the file that describes an artifact and pins the others. */
export const manifestFileName = "manifest.json";

/** The name of the model's topology file: the tfjs layers-model format. */
export const modelFileName = "model.json";

/** The name of the file that holds the model's weights. */
export const weightsFileName = "weights.bin";

/** Every file of an artifact, the manifest first. */
export const artifactFileNames: readonly string[] = [manifestFileName, modelFileName, weightsFileName];

/** The most bytes that a manifest may have: 4 MiB. */
export const maxManifestBytes: number = 4 * 2 ** 20;

/** The most bytes that `model.json` may have: 16 MiB. */
export const maxModelJsonBytes: number = 16 * 2 ** 20;

/** The most bytes that `weights.bin` may have unless an option says otherwise: 1 GiB. */
export const defaultMaxWeightsBytes: number = 2 ** 30;

/** How large an artifact may be. */
export interface ArtifactLimits {
  /** The most bytes that `weights.bin` may have; 1 GiB when left out. */
  readonly maxWeightsBytes?: number;
}
