import { refuse } from "../http/refuse.ts";

/** Bytes of one value. */
const widths = { FP32: 4, FP64: 8, UINT8: 1 } as const;

/** The datatypes that a model takes. */
export type InputDatatype = keyof typeof widths;

/**
 * Reads a tensor of the binary tensor extension: little-endian, row-major, nothing between the values.
 *
 * @param bytes The tensor's bytes.
 * @param datatype What they are.
 * @param size How many values they must be.
 * @returns Bytes as they are; floats as 32-bit floats.
 * @throws {HTTPException} 400 for another number of bytes, and for NaN or an infinity, with its position.
 */
export function readBinaryTensor(
  bytes: Uint8Array,
  datatype: InputDatatype,
  size: number,
): Float32Array | Uint8Array {
  if (bytes.length !== size * widths[datatype]) {
    throw refuse(
      400,
      `Cannot use the body: inputs[0] must have ${size * widths[datatype]} bytes for ${size} values of ${datatype}, ` +
        `received ${bytes.length}`,
    );
  }
  if (datatype === "UINT8") return bytes;
  // A float's first byte may lie anywhere in the body, and a typed array wants it aligned; every runtime is little-endian.
  const { buffer } = bytes.slice();
  const floats = datatype === "FP32" ? new Float32Array(buffer) : Float32Array.from(new Float64Array(buffer));
  for (let index = 0; index < floats.length; index++) {
    const value = floats[index] ?? 0;
    if (value - value === 0) continue;
    throw refuse(
      400,
      `Cannot use the body: inputs[0] must hold finite 32-bit floats, received ${value} as value ${index}`,
    );
  }
  return floats;
}

/**
 * Writes texts as a tensor of the datatype BYTES: each with its length in front, 4 bytes, little-endian.
 *
 * @param texts The texts, written in UTF-8.
 * @returns The tensor's bytes.
 */
export function writeBytesTensor(texts: readonly string[]): Uint8Array {
  const encoder = new TextEncoder();
  const encoded = texts.map((text) => encoder.encode(text));
  const tensor = new Uint8Array(encoded.reduce((sum, { length }) => sum + 4 + length, 0));
  const view = new DataView(tensor.buffer);
  let offset = 0;
  for (const text of encoded) {
    view.setUint32(offset, text.length, true);
    tensor.set(text, offset + 4);
    offset += 4 + text.length;
  }
  return tensor;
}
