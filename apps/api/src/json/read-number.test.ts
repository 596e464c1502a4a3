import fc from "fast-check";
import { expect, test } from "vitest";
import { type Cursor, readNumber } from "./read-number.ts";

function read(text: string): { value: number; at: number } {
  const cursor: Cursor = { at: 0 };
  return { value: readNumber(new TextEncoder().encode(text), cursor), at: cursor.at };
}

/** Holds a text against the parser of the platform, to the last bit. */
function compare(text: string): void {
  const { value, at } = read(`${text},`);
  expect(Object.is(value, JSON.parse(text)), `${text} was read as ${value}`).toBe(true);
  expect(at).toBe(text.length);
}

test("every double is read back from what JSON.stringify prints", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) =>
      compare(JSON.stringify(value)),
    ),
    { numRuns: 20_000 },
  );
});

test("every float32 in [0, 1) is read back from its float64 digits", () => {
  fc.assert(
    fc.property(fc.float({ min: 0, max: 1, noNaN: true }), (value) => compare(JSON.stringify(value))),
    { numRuns: 20_000 },
  );
});

test("digits of any number, with and without exponents, are rounded as JSON.parse rounds them", () => {
  const digits = fc.stringMatching(/^\d{1,24}$/);
  const whole = digits.map((text) => BigInt(text).toString());
  const exponent = fc.constantFrom("", "", "e0", "E5", "e-7", "e+22", "e-30", "e300", "e-320", "e999");
  fc.assert(
    fc.property(fc.boolean(), whole, fc.option(digits), exponent, (isNegative, front, fraction, end) =>
      compare(`${isNegative ? "-" : ""}${front}${fraction === null ? "" : `.${fraction}`}${end}`),
    ),
    { numRuns: 50_000 },
  );
});

test("the middle between two neighbours goes to the even one, and a digit more or less to its side", () => {
  // 9007199254740993 is 2^53 + 1, the middle of 2^53 and 2^53 + 2; the fractions are middles of numbers near 1 and 1/2^10.
  for (const middle of ["9007199254740993", "1.00000000000000011102230246251565404236316680908203125"]) {
    compare(middle);
    compare(`${middle}${middle.includes(".") ? "" : "."}0000000001`);
  }
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 31 }), fc.integer({ min: 1, max: 16 }), (numerator, power) => {
      // Numbers whose 17 to 20 digits begin as those of a middle do.
      const exact = (numerator + 2 ** -21) / 2 ** power;
      for (const places of [15, 16, 17, 18]) compare(exact.toFixed(places));
    }),
    { numRuns: 5000 },
  );
});

test.each(["0", "-0", "0.0", "-0.0e5", "1E400", "-1e400", "0.1e-400", "10000000000000000000000000000000"])(
  "%s is read as JSON.parse reads it",
  (text) => compare(text),
);

test.each([
  ["-", 1],
  ["01", 1],
  ["-012", 2],
  ["1.", 2],
  ["1.e5", 2],
  ["1e", 2],
  ["1e+", 3],
  [".5", 0],
  ["-x", 1],
])("%j is no number, and the place is told", (text, at) => {
  expect(read(text)).toEqual({ value: Number.NaN, at });
});
