import { refuse } from "../http/refuse.ts";
import { describeValue } from "../json/describe-value.ts";
import type { NamePosition } from "../json/name-position.ts";

/**
 * Reads the numbers of a nested array, of one shape throughout, into a flat one.
 *
 * A body may hold a million numbers: this loop looks at each of them once, and positions are worked out only for errors.
 *
 * @param value The nested array.
 * @param shape Its shape, of at least one length.
 * @param into Where the numbers go, row-major from `offset`: floats, or bytes.
 * @param offset The place of the first number.
 * @param name Names a position, for error messages.
 * @throws {HTTPException} 400 for an array of another length, anything but a number, a number that is not finite as
 * float32, or, where bytes are wanted, one that is no whole number from 0 to 255. The message names the position.
 */
export function readNumbers(
  value: unknown,
  shape: readonly number[],
  into: Float32Array | Uint8Array,
  offset: number,
  name: NamePosition,
): void {
  readLevel({ shape, into, start: offset, name }, value, 0, offset);
}

interface Reading {
  readonly shape: readonly number[];
  readonly into: Float32Array | Uint8Array;
  readonly start: number;
  readonly name: NamePosition;
}

/** Reads what lies at one level; returns the place behind its last number. */
function readLevel(reading: Reading, value: unknown, level: number, offset: number): number {
  const { shape, into } = reading;
  const length = shape[level] ?? 0;
  if (!Array.isArray(value) || value.length !== length) {
    const wanted =
      level === shape.length - 1 ? `an array of ${length} numbers` : `an array of ${length} arrays`;
    throw problem(reading, level, offset, `must be ${wanted}`, value);
  }
  if (level === shape.length - 1) {
    const index =
      into instanceof Float32Array ? readFloats(value, into, offset) : readBytes(value, into, offset);
    if (index === length) return offset + length;
    throw problem(reading, level + 1, offset + index, requirement(value[index], into), value[index]);
  }
  let end = offset;
  for (let index = 0; index < length; index++) end = readLevel(reading, value[index], level + 1, end);
  return end;
}

/** Returns the number of elements that could be read. */
function readFloats(values: readonly unknown[], into: Float32Array, offset: number): number {
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (typeof value !== "number") return index;
    into[offset + index] = value;
    const stored = into[offset + index] ?? 0;
    // NaN for a value that is not finite, 0 for any other.
    if (stored - stored !== 0) return index;
  }
  return values.length;
}

function readBytes(values: readonly unknown[], into: Uint8Array, offset: number): number {
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (typeof value !== "number" || (value & 255) !== value) return index;
    into[offset + index] = value;
  }
  return values.length;
}

function requirement(value: unknown, into: Float32Array | Uint8Array): string {
  if (into instanceof Uint8Array) return "must be a whole number from 0 to 255";
  if (typeof value === "number") return "must be finite as a 32-bit float";
  return "must be a number";
}

/** The error for the value at a level; `offset` is the place of its first number. */
function problem(reading: Reading, level: number, offset: number, wanted: string, value: unknown): Error {
  const { shape, start, name } = reading;
  const indexes: number[] = [];
  let rest = offset - start;
  for (let inner = shape.length - 1; inner >= 0; inner--) {
    const length = shape[inner] ?? 1;
    indexes.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return refuse(
    400,
    `Cannot use the body: ${name(indexes.slice(0, level))} ${wanted}, received ${describeValue(value)}`,
  );
}
