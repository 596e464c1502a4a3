import { InvalidArgumentError } from "commander";

/**
 * Reads a whole number of at least 1.
 *
 * @param text What was typed.
 * @returns The number.
 * @throws {InvalidArgumentError} For anything else: 0, a negative, a fraction, a word.
 */
export function positiveInteger(text: string): number {
  const value = plainNumber(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError(`It must be a whole number of at least 1, received "${text}".`);
  }
  return value;
}

/**
 * Reads a seed: a whole number from 0 to 2^31 - 1.
 *
 * @param text What was typed.
 * @returns The number.
 * @throws {InvalidArgumentError} For anything else.
 */
export function seedNumber(text: string): number {
  const value = plainNumber(text);
  if (!Number.isInteger(value) || value < 0 || value > 0x7fffffff) {
    throw new InvalidArgumentError(`It must be a whole number from 0 to 2147483647, received "${text}".`);
  }
  return value;
}

/**
 * Reads a finite number above 0.
 *
 * @param text What was typed.
 * @returns The number.
 * @throws {InvalidArgumentError} For anything else.
 */
export function positiveNumber(text: string): number {
  const value = plainNumber(text);
  if (!(value > 0 && Number.isFinite(value))) {
    throw new InvalidArgumentError(`It must be a number above 0, received "${text}".`);
  }
  return value;
}

/**
 * Reads a finite number of at least 0.
 *
 * @param text What was typed.
 * @returns The number.
 * @throws {InvalidArgumentError} For anything else.
 */
export function numberFromZero(text: string): number {
  const value = plainNumber(text);
  if (!(value >= 0 && Number.isFinite(value))) {
    throw new InvalidArgumentError(`It must be a number of at least 0, received "${text}".`);
  }
  return value;
}

/**
 * Reads the widths of hidden layers: whole numbers of at least 1 with commas between, or `none`.
 *
 * @param text What was typed.
 * @returns The widths.
 * @throws {InvalidArgumentError} For anything else.
 */
export function layerWidths(text: string): number[] {
  return text === "none" ? [] : text.split(",").map(positiveInteger);
}

/** Digits with an optional sign, fraction and exponent; `Number` alone would take "", " 1" and "0x10" too. */
function plainNumber(text: string): number {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}
