import { refuse } from "../http/refuse.ts";
import { describeValue } from "../json/describe-value.ts";
import type { NamePosition } from "../json/name-position.ts";
import { NumberTensor } from "../json/number-tensor.ts";

/**
 * Reads the numbers of a tensor, or of a list of tensors, all of one shape throughout, as inputs of a model.
 *
 * A body may hold a million numbers: those of one tensor are not copied where they can be used as they are, and positions are worked out only for errors.
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
  const reading = { shape, isBytes, name, position: [] };
  if (value instanceof NumberTensor) {
    checkShape(reading, value);
    const fit = value.fit(isBytes);
    if (fit !== null) return fit;
  }
  const size = shape.reduce((product, length) => product * length, 1);
  const into = isBytes ? new Uint8Array(size) : new Float32Array(size);
  readLevel(reading, value, into, 0);
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
    const fit = value.fit(reading.isBytes);
    const numbers = fit ?? value.numbers;
    into.set(numbers, offset);
    if (fit === null) {
      const bad = numbers.findIndex((each, index) => !Number.isFinite(each) || into[offset + index] !== each);
      if (bad !== -1) {
        position.push(...indexesOf(bad, value.shape));
        // As it was sent: of 0.1 the float is 0.10000000149.
        const received = Number(numbers[bad]?.toPrecision(7));
        throw problem(reading, requirement(received, reading), received);
      }
    }
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
    const wanted = shape[level];
    const given = tensor.shape[level - start];
    if (wanted === given) continue;
    // The first of the elements that are of another form.
    while (position.length < level) position.push(0);
    const received = given === undefined ? tensor.numbers[0] : Array.from({ length: given });
    throw problem(
      reading,
      wanted === undefined ? requirement([], reading) : wantedArray(shape, level),
      received,
    );
  }
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
