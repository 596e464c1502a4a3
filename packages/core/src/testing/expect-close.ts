import { expect } from "vitest";

/** How far numbers may be apart: either is enough. */
export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}

/**
 * Asserts that numbers agree within 1e-5 relative or 1e-6 absolute, or what else is said.
 *
 * @param received The numbers.
 * @param expected As many numbers; NaN agrees with nothing.
 * @param tolerance How far they may be apart.
 */
export function expectClose(
  received: readonly number[],
  expected: readonly number[],
  { relative, absolute }: Tolerance = { relative: 1e-5, absolute: 1e-6 },
): void {
  expect(received).toHaveLength(expected.length);
  const wrong = received
    .map((value, index) => ({ index, value, expected: expected[index] ?? Number.NaN }))
    .filter(
      (pair) =>
        !(
          pair.value === pair.expected ||
          Math.abs(pair.value - pair.expected) <= Math.max(absolute, relative * Math.abs(pair.expected))
        ),
    );
  expect(wrong).toEqual([]);
}
