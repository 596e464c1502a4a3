import { refuse } from "../http/refuse.ts";
import { describeValue } from "../json/describe-value.ts";
import type { NamePosition } from "../json/name-position.ts";
import { NumberTensor } from "../json/number-tensor.ts";

/**
 * Reads the numbers of a tensor, or of a list of tensors, all of one shape throughout, as inputs of a model.
 *
 * A body may hold a million numbers: floats of one tensor are not copied, and positions are worked out only for errors.
 *
 * @param value The tensor or the nested list.
 * @param shape Its shape, of at least one length.
 * @param isBytes Whether the numbers must be bytes.
 * @param name Names a position, for error messages.
 * @returns The numbers, row-major.
 * @throws {HTTPException} 400 for an array of another length, anything but a number, a number that is not finite as
 * float32, or, where bytes are wanted, one that is no whole number from 0 to 255. The message names the position.
 */
export function readNumbers(
  value: unknown,
  shape: readonly number[],
  isBytes: boolean,
  name: NamePosition,
): Float32Array | Uint8Array {
  if (value instanceof NumberTensor && !isBytes) {
    const reading = { shape, isBytes, name, position: [] };
    checkShape(reading, value);
    checkNumber(reading, value, findNotFinite(value.numbers));
    return value.numbers;
  }
  const size = shape.reduce((product, length) => product * length, 1);
  const into = isBytes ? new Uint8Array(size) : new Float32Array(size);
  readLevel({ shape, isBytes, name, position: [] }, value, into, 0);
  return into;
}

interface Reading {
  readonly shape: readonly number[];
  readonly isBytes: boolean;
  readonly name: NamePosition;
  /** Where the value is that is being read: one index for each level above it. */
  readonly position: number[];
}

/** Where numbers go. */
type Into = Float32Array | Uint8Array;

/** Reads what lies at one level; returns the place behind its last number. */
function readLevel(reading: Reading, value: unknown, into: Into, offset: number): number {
  const { shape, position } = reading;
  const level = position.length;
  if (value instanceof NumberTensor) {
    checkShape(reading, value);
    const { numbers } = value;
    const isFloats = into instanceof Float32Array;
    if (isFloats) into.set(numbers, offset);
    checkNumber(reading, value, isFloats ? findNotFinite(numbers) : copyBytes(numbers, into, offset));
    return offset + numbers.length;
  }
  const length = shape[level];
  if (length === undefined) return readNumber(reading, value, into, offset);
  if (!Array.isArray(value) || value.length !== length) {
    throw problem(reading, wantedArray(shape, level), value);
  }
  let end = offset;
  for (let index = 0; index < length; index++) {
    position.push(index);
    end = readLevel(reading, value[index], into, end);
    position.pop();
  }
  return end;
}

/** Reads a number that stands alone, or among what is none. */
function readNumber(reading: Reading, value: unknown, into: Into, offset: number): number {
  if (typeof value === "number") {
    into[offset] = value;
    if (reading.isBytes ? into[offset] === value : Number.isFinite(into[offset])) return offset + 1;
  }
  throw problem(reading, requirement(value, reading), value);
}

function checkShape(reading: Reading, tensor: NumberTensor): void {
  const { shape, position } = reading;
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
      wanted === undefined ? requirement([], reading) : wantedArray(shape, level),
      received,
    );
  }
}

/** Refuses the number at a place, -1 for none. */
function checkNumber(reading: Reading, { numbers, shape }: NumberTensor, bad: number): void {
  if (bad === -1) return;
  reading.position.push(...indexesOf(bad, shape));
  // As it was sent: of 0.1 the float is 0.10000000149.
  const received = Number(numbers[bad]?.toPrecision(7));
  throw problem(reading, requirement(received, reading), received);
}

/** The place of the first number that is infinite, or -1. */
function findNotFinite(numbers: Float32Array): number {
  let sum = 0;
  // Each difference is NaN for a value that is not finite, and 0 for any other.
  for (let index = 0; index < numbers.length; index++) {
    const value = numbers[index] ?? 0;
    sum += value - value;
  }
  return sum === 0 ? -1 : numbers.findIndex((value) => !Number.isFinite(value));
}

/** Returns the place of the first number that is no byte, or -1. */
function copyBytes(numbers: Float32Array, into: Uint8Array, offset: number): number {
  for (let index = 0; index < numbers.length; index++) {
    const value = numbers[index] ?? 0;
    const byte = value & 255;
    if (byte !== value) return index;
    into[offset + index] = byte;
  }
  return -1;
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

function requirement(value: unknown, { isBytes }: Reading): string {
  if (isBytes) return "must be a whole number from 0 to 255";
  if (typeof value === "number") return "must be finite as a 32-bit float";
  return "must be a number";
}

function problem({ name, position }: Reading, wanted: string, value: unknown): Error {
  return refuse(400, `Cannot use the body: ${name(position)} ${wanted}, received ${describeValue(value)}`);
}
