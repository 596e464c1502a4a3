/** What a save handler of tfjs receives, as far as it goes into an artifact: `tf.io.ModelArtifacts` fits. */
export interface SavedLayersModel {
  /** The layers and how they are connected; an `ArrayBuffer`, which a graph model has, is refused. */
  readonly modelTopology?: object | ArrayBuffer;
  /** Each weight's name, shape and dtype, in the order of `weightData`. */
  readonly weightSpecs?: readonly object[];
  /** The weights' bytes, one after the other. */
  readonly weightData?: ArrayBuffer | readonly ArrayBuffer[];
  /** The program that made the model, with its version. */
  readonly generatedBy?: string;
  /** The converter and its version, for a model that another framework made. */
  readonly convertedBy?: string | null;
}

/** The two files of a tfjs layers model. */
export interface LayersModelFiles {
  /** The bytes of `model.json`. */
  readonly modelJson: Uint8Array;
  /** The bytes of `weights.bin`. */
  readonly weights: Uint8Array;
}

/**
 * Writes a saved tfjs model as the bytes of `model.json` and `weights.bin`, which `tf.loadLayersModel` reads.
 *
 * The bytes hold no date. tfjs numbers unnamed layers through the life of the process: name the layers where equal
 * runs must give equal bytes.
 *
 * Source: the format that `tf.LayersModel.save` writes, https://www.tensorflow.org/js/guide/save_load.
 *
 * @param saved What tfjs hands to a save handler.
 * @returns The bytes of both files.
 * @throws {TypeError} Where it holds no topology of layers or no weights.
 *
 * @example
 * ```ts
 * import { encodeLayersModel, type LayersModelFiles } from "@proj/model";
 * import * as tf from "@tensorflow/tfjs";
 *
 * async function filesOf(model: tf.LayersModel): Promise<LayersModelFiles> {
 *   const saved: tf.io.ModelArtifacts[] = [];
 *   await model.save(
 *     tf.io.withSaveHandler(async (artifacts) => {
 *       saved.push(artifacts);
 *       return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: "JSON" } };
 *     }),
 *   );
 *   return encodeLayersModel(saved[0] ?? {});
 * }
 * ```
 */
export function encodeLayersModel(saved: SavedLayersModel): LayersModelFiles {
  const { modelTopology, weightSpecs, weightData, generatedBy, convertedBy } = saved;
  if (modelTopology === undefined || modelTopology instanceof ArrayBuffer) {
    throw new TypeError(
      `Cannot encode the model: modelTopology must be a layers model's JSON, received ${kindOf(modelTopology)}`,
    );
  }
  if (weightSpecs === undefined || weightData === undefined) {
    throw new TypeError(
      "Cannot encode the model: it must come with weightSpecs and weightData, received none; save it with its weights",
    );
  }
  const json = {
    modelTopology,
    format: "layers-model",
    generatedBy: generatedBy ?? null,
    convertedBy: convertedBy ?? null,
    weightsManifest: [{ paths: ["weights.bin"], weights: weightSpecs }],
  };
  return {
    modelJson: new TextEncoder().encode(`${JSON.stringify(json)}\n`),
    weights: concatenate(weightData),
  };
}

function concatenate(data: ArrayBuffer | readonly ArrayBuffer[]): Uint8Array {
  const buffers = data instanceof ArrayBuffer ? [data] : data;
  const bytes = new Uint8Array(buffers.reduce((total, buffer) => total + buffer.byteLength, 0));
  let offset = 0;
  for (const buffer of buffers) {
    bytes.set(new Uint8Array(buffer), offset);
    offset += buffer.byteLength;
  }
  return bytes;
}

function kindOf(value: unknown): string {
  return value === undefined ? "nothing" : "binary data";
}
