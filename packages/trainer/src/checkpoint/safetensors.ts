import type { HostTensor } from "../engine/engine.ts";

/** Named float32 tensors and a few words about them. */
export interface SafetensorsFile {
  readonly tensors: Readonly<Record<string, HostTensor>>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The format's own bound on its header. */
const MAX_HEADER_BYTES = 100_000_000;

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/**
 * Writes float32 tensors as a safetensors file, which Python reads too (`safetensors.numpy.load_file`).
 *
 * @param file Tensors and metadata.
 * @returns The file's bytes: the same tensors in the same order give the same bytes.
 *
 * Source: https://github.com/huggingface/safetensors#format
 */
export function writeSafetensors({ tensors, metadata }: SafetensorsFile): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let bytes = 0;
  for (const [name, { shape, data }] of Object.entries(tensors)) {
    header[name] = { dtype: "F32", shape, data_offsets: [bytes, bytes + data.byteLength] };
    bytes += data.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const padded = Math.ceil(json.length / 8) * 8; // spaces up to a multiple of 8 keep the numbers aligned
  const file = new Uint8Array(8 + padded + bytes);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(padded), true);
  file.fill(0x20, 8, 8 + padded);
  file.set(json, 8);
  let at = 8 + padded;
  for (const { data } of Object.values(tensors)) {
    for (const value of data) {
      view.setFloat32(at, value, true);
      at += 4;
    }
  }
  return file;
}

/**
 * Reads a safetensors file of float32 tensors.
 *
 * @param file The file's bytes.
 * @returns Copies of its tensors, and its metadata.
 * @throws {RangeError} If the file is cut, or its header promises what is not there.
 *
 * Source: https://github.com/huggingface/safetensors#format
 */
export function readSafetensors(file: Uint8Array): SafetensorsFile {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.byteLength < 8) throw broken(`at least 8 bytes, received ${file.byteLength}`);
  const headerBytes = Number(view.getBigUint64(0, true));
  const start = 8 + headerBytes;
  if (headerBytes > MAX_HEADER_BYTES || start > file.byteLength) {
    throw broken(`a header of ${headerBytes} bytes, received a file of ${file.byteLength}`);
  }
  const header = parseHeader(file.subarray(8, start));
  const { __metadata__: metadata = {}, ...entries } = header;
  const tensors: Record<string, HostTensor> = {};
  for (const [name, entry] of Object.entries(entries as Record<string, HeaderEntry>)) {
    const { dtype, shape, data_offsets: offsets } = entry;
    const size = Array.isArray(shape) ? shape.reduce((product, length) => product * length, 1) : Number.NaN;
    const [from, to] = Array.isArray(offsets) ? offsets : [Number.NaN, Number.NaN];
    if (dtype !== "F32" || to - from !== size * 4 || !(from >= 0) || start + to > file.byteLength) {
      throw broken(`tensor "${name}" of F32 inside the file, received ${JSON.stringify(entry)}`);
    }
    const data = new Float32Array(size);
    for (let i = 0; i < size; i++) data[i] = view.getFloat32(start + from + i * 4, true);
    tensors[name] = { shape, data };
  }
  return { tensors, metadata: metadata as Record<string, string> };
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as Record<string, unknown>;
  } catch {
    throw broken("a JSON header");
  }
}

function broken(expected: string): RangeError {
  return new RangeError(`Cannot read safetensors file: expected ${expected}`);
}
