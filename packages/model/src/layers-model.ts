import * as v from "valibot";
import { ArtifactError } from "./artifact-error.ts";
import { modelFileName, weightsFileName } from "./artifact-files.ts";
import { describeIssue } from "./describe-issue.ts";
import { jsonObject, noArray } from "./json-object.ts";

/** One weight in `weights.bin`, in the order of the file. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int32" | "bool" | "complex64";
  /** How the weight was made smaller; the file then holds values of this type instead. */
  readonly quantization?: {
    readonly dtype: "uint8" | "uint16" | "float16";
    readonly scale?: number | undefined;
    readonly min?: number | undefined;
  };
}

/** What `model.json` says: the layers, and which weights stand in `weights.bin`. */
export interface LayersModel {
  /** The layers as tfjs-layers and Keras write them; still to be checked by who reads it. */
  readonly topology: object;
  readonly weightSpecs: readonly WeightSpec[];
}

const count = v.pipe(
  v.number("a whole number"),
  v.safeInteger("a whole number"),
  v.minValue(0, "a whole number of at least 0"),
);
const number = v.pipe(v.number("a finite number"), v.finite("a finite number"));

const weight = jsonObject({
  name: v.string("a text"),
  shape: v.array(count, "an array of sizes"),
  dtype: v.picklist(["float32", "int32", "bool", "complex64"], "float32, int32, bool or complex64"),
  quantization: v.optional(
    jsonObject({
      dtype: v.picklist(["uint8", "uint16", "float16"], "uint8, uint16 or float16"),
      scale: v.optional(number),
      min: v.optional(number),
    }),
  ),
});

const schema = jsonObject({
  format: v.optional(v.literal("layers-model", '"layers-model"')),
  modelTopology: noArray(v.looseObject({}, "an object")),
  weightsManifest: v.pipe(
    v.array(
      jsonObject({
        paths: v.pipe(
          v.array(v.literal(weightsFileName, `"${weightsFileName}"`), "an array of file names"),
          v.length(1, "an array of one file name"),
        ),
        weights: v.array(weight, "an array of weights"),
      }),
      "an array",
    ),
    v.length(1, "an array of one group of weights"),
  ),
});

const bytesPerValue = {
  float32: 4,
  int32: 4,
  bool: 1,
  complex64: 8,
  uint8: 1,
  uint16: 2,
  float16: 2,
} as const;

/**
 * Reads `model.json`, the layers-model format of TensorFlow.js, and checks that `weights.bin` is as long as it says.
 *
 * Source: the format that `tf.LayersModel.save` writes, https://www.tensorflow.org/js/guide/save_load.
 *
 * @param modelJson The bytes of `model.json`.
 * @param weights The bytes of `weights.bin`.
 * @param action What the caller was doing, for the error message: `read the artifact models/odd`.
 * @returns The topology and the weights' names, shapes and types.
 * @throws {ArtifactError} With the code `invalid-model`.
 */
export function parseLayersModel(modelJson: Uint8Array, weights: Uint8Array, action: string): LayersModel {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(modelJson));
  } catch (cause) {
    throw invalid(action, modelFileName, "it must be JSON in UTF-8", { cause });
  }
  const parsed = v.safeParse(schema, json, { abortEarly: true });
  if (!parsed.success) {
    throw invalid(action, modelFileName, describeIssue(parsed.issues[0], json));
  }
  const weightSpecs = parsed.output.weightsManifest.flatMap((group) => group.weights).map(toWeightSpec);
  const expected = weightSpecs.reduce((bytes, spec) => bytes + weightBytes(spec), 0);
  if (weights.byteLength !== expected) {
    throw invalid(
      action,
      weightsFileName,
      `it must have the ${expected} bytes of ${modelFileName}'s weights, received ${weights.byteLength}`,
    );
  }
  return { topology: parsed.output.modelTopology, weightSpecs };
}

/**
 * The bytes that one weight takes in `weights.bin`.
 *
 * @param spec The weight.
 * @returns The product of its shape times the bytes of one stored value.
 */
export function weightBytes(spec: WeightSpec): number {
  const values = spec.shape.reduce((product, length) => product * length, 1);
  return values * bytesPerValue[spec.quantization?.dtype ?? spec.dtype];
}

function toWeightSpec({ quantization, ...spec }: v.InferOutput<typeof weight>): WeightSpec {
  return quantization === undefined ? spec : { ...spec, quantization };
}

function invalid(
  action: string,
  fileName: string,
  requirement: string,
  options?: ErrorOptions,
): ArtifactError {
  return new ArtifactError(
    "invalid-model",
    fileName,
    `Cannot ${action}: ${fileName}: ${requirement}`,
    options,
  );
}
