import { ArtifactError } from "../artifact-error.ts";
import { weightsFileName } from "../artifact-files.ts";
import { type WeightSpec, weightBytes } from "../layers-model.ts";

/** A plain float32 weight. */
export interface FloatWeight {
  readonly shape: readonly number[];
  /** Row-major; it may share memory with the artifact. */
  readonly values: Float32Array;
}

/**
 * Finds the plain float32 weights in `weights.bin`.
 *
 * @param specs The weights in the order of the file.
 * @param weights The bytes of `weights.bin`.
 * @returns The weights by name, without those of other types and those that are quantized.
 * @throws {ArtifactError} With the code `invalid-model` where a weight is NaN or infinite: the training diverged.
 */
export function readFloatWeights(
  specs: readonly WeightSpec[],
  weights: Uint8Array,
): Map<string, FloatWeight> {
  const found = new Map<string, FloatWeight>();
  let offset = 0;
  for (const spec of specs) {
    const length = weightBytes(spec);
    if (spec.dtype === "float32" && spec.quantization === undefined) {
      const values = floatsAt(weights, offset, length);
      checkFinite(spec.name, values);
      found.set(spec.name, { shape: spec.shape, values });
    }
    offset += length;
  }
  return found;
}

/** The file, like every platform that runs JavaScript, is little-endian; a float array must begin at a multiple of 4. */
function floatsAt(bytes: Uint8Array, offset: number, length: number): Float32Array {
  const begin = bytes.byteOffset + offset;
  if (begin % 4 === 0) return new Float32Array(bytes.buffer, begin, length / 4);
  return new Float32Array(bytes.slice(offset, offset + length).buffer);
}

function checkFinite(name: string, values: Float32Array): void {
  // The engine's own search is fast at its first call, too: a fresh Worker would take longer for a loop than for all the rest.
  const bad = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  if (!bad.some((value) => values.includes(value))) return;
  const index = values.findIndex((value) => !Number.isFinite(value));
  throw new ArtifactError(
    "invalid-model",
    weightsFileName,
    `Cannot use ${weightsFileName}: weights must be finite, received ${values[index]} as value ${index} of ${name}; ` +
      "the training diverged, train again with a lower learning rate",
  );
}
