/** The typed array that holds each element type of the IDX format. */
export interface IdxElements {
  /** Bytes, 0 to 255. */
  uint8: Uint8Array;
  /** Bytes with a sign, -128 to 127. */
  int8: Int8Array;
  /** Whole numbers of two bytes, with a sign. */
  int16: Int16Array;
  /** Whole numbers of four bytes, with a sign. */
  int32: Int32Array;
  /** Real numbers of four bytes. */
  float32: Float32Array;
  /** Real numbers of eight bytes. */
  float64: Float64Array;
}

/** An element type of the IDX format. */
export type IdxDtype = keyof IdxElements;

/**
 * An array as an IDX file holds it: `data` is row-major, its length is the product of `shape`, and its class goes with
 * `dtype`. An empty shape is a single number; a dimension may be 0.
 */
export type IdxArray = {
  [D in IdxDtype]: { readonly dtype: D; readonly shape: readonly number[]; readonly data: IdxElements[D] };
}[IdxDtype];

/** How an element type is written: its code in the third byte of the file, and its width in bytes. */
export interface IdxEncoding {
  readonly code: number;
  readonly bytes: number;
}

/**
 * The six element types.
 *
 * Source: Y. LeCun, C. Cortes and C. J. C. Burges, "The MNIST database of handwritten digits", section "The IDX file
 * format".
 */
export const idxEncodings: Readonly<Record<IdxDtype, IdxEncoding>> = {
  uint8: { code: 0x08, bytes: 1 },
  int8: { code: 0x09, bytes: 1 },
  int16: { code: 0x0b, bytes: 2 },
  int32: { code: 0x0c, bytes: 4 },
  float32: { code: 0x0d, bytes: 4 },
  float64: { code: 0x0e, bytes: 8 },
};
