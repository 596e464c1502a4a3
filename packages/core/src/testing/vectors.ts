import { readFileSync } from "node:fs";

/** A number in a file of vectors; what JSON cannot hold is spelled out. */
export type Num = number | "NaN" | "Infinity" | "-Infinity";

/**
 * Reads a file of the reference vectors.
 *
 * @param name The file's name.
 * @returns What it holds; the caller says of which type that is.
 */
export function readVectors<Content>(name: string): Content {
  return JSON.parse(readFileSync(new URL(`../../../../vectors/${name}`, import.meta.url), "utf8"));
}

/**
 * Turns the rows of a vector into numbers.
 *
 * @param rows The rows.
 * @returns The same with NaN and infinities as numbers.
 */
export function numbersOf(rows: readonly (readonly Num[])[]): number[][] {
  return rows.map((row) => row.map(Number));
}
