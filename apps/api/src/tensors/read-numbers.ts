import { refuse } from "../http/refuse.ts";
import { describeValue } from "../json/describe-value.ts";
import type { NamePosition } from "../json/name-position.ts";
import { NumberTensor } from "../json/number-tensor.ts";

/**
 * Reads the numbers of a tensor, or of a list of tensors, all of one shape throughout, into a flat array.
 *
 * A body may hold a million numbers: they are copied as a whole, and positions are worked out only for errors.
 *
 * @param value The tensor or the nested list.
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
  readLevel({ shape, into, name, position: [] }, value, offset);
}

interface Reading {
  readonly shape: readonly number[];
  readonly into: Float32Array | Uint8Array;
  readonly name: NamePosition;
  /** Where the value is that is being read: one index for each level above it. */
  readonly position: number[];
}

/** Reads what lies at one level; returns the place behind its last number. */
function readLevel(reading: Reading, value: unknown, offset: number): number {
  const { shape, position } = reading;
  const level = position.length;
  if (value instanceof NumberTensor) return readTensor(reading, value, offset);
  const length = shape[level];
  if (length === undefined) return readNumber(reading, value, offset);
  if (!Array.isArray(value) || value.length !== length)
    throw problem(reading, wantedArray(shape, level), value);
  let end = offset;
  for (let index = 0; index < length; index++) {
    position.push(index);
    end = readLevel(reading, value[index], end);
    position.pop();
  }
  return end;
}

/** Reads a number that stands alone, or among what is none. */
function readNumber(reading: Reading, value: unknown, offset: number): number {
  const { into } = reading;
  if (typeof value === "number") {
    into[offset] = value;
    const isKept = into instanceof Float32Array ? Number.isFinite(into[offset]) : into[offset] === value;
    if (isKept) return offset + 1;
  }
  throw problem(reading, requirement(value, into), value);
}

function readTensor(reading: Reading, tensor: NumberTensor, offset: number): number {
  const { shape, into, position } = reading;
  const start = position.length;
  for (let level = start; level < Math.max(shape.length, start + tensor.shape.length); level++) {
    const [wanted, given] = [shape[level], tensor.shape[level - start]];
    if (wanted === given) continue;
    // The first of the elements that are of another form.
    const first = Array.from({ length: level - start }, () => 0);
    position.push(...first);
    const received = given === undefined ? tensor.numbers[0] : Array.from({ length: given });
    throw problem(
      reading,
      wanted === undefined ? requirement([], into) : wantedArray(shape, level),
      received,
    );
  }
  const { numbers } = tensor;
  const bad =
    into instanceof Float32Array ? copyFloats(numbers, into, offset) : copyBytes(numbers, into, offset);
  if (bad === null) return offset + numbers.length;
  position.push(...indexesOf(bad, tensor.shape));
  throw problem(reading, requirement(numbers[bad], into), numbers[bad]);
}

/** Returns the place of the first number that a 32-bit float does not hold. */
function copyFloats(numbers: Float64Array, into: Float32Array, offset: number): number | null {
  into.set(numbers, offset);
  const stored = into.subarray(offset, offset + numbers.length);
  let sum = 0;
  // Each difference is NaN for a value that is not finite, and 0 for any other.
  for (let index = 0; index < stored.length; index++) {
    const value = stored[index] ?? 0;
    sum += value - value;
  }
  return sum === 0 ? null : stored.findIndex((value) => !Number.isFinite(value));
}

/** Returns the place of the first number that is no byte. */
function copyBytes(numbers: Float64Array, into: Uint8Array, offset: number): number | null {
  for (let index = 0; index < numbers.length; index++) {
    const value = numbers[index] ?? 0;
    const byte = value & 255;
    if (byte !== value) return index;
    into[offset + index] = byte;
  }
  return null;
}

function indexesOf(place: number, shape: readonly number[]): number[] {
  const indexes: number[] = [];
  let rest = place;
  for (const length of shape.toReversed()) {
    indexes.unshift(rest % length);
    rest = Math.floor(rest / length);
  }
  return indexes;
}

function wantedArray(shape: readonly number[], level: number): string {
  return `must be an array of ${shape[level]} ${level === shape.length - 1 ? "numbers" : "arrays"}`;
}

function requirement(value: unknown, into: Float32Array | Uint8Array): string {
  if (into instanceof Uint8Array) return "must be a whole number from 0 to 255";
  if (typeof value === "number") return "must be finite as a 32-bit float";
  return "must be a number";
}

function problem({ name, position }: Reading, wanted: string, value: unknown): Error {
  return refuse(400, `Cannot use the body: ${name(position)} ${wanted}, received ${describeValue(value)}`);
}
