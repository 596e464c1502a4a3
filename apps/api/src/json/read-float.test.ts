import fc from "fast-check";
import { expect, test } from "vitest";
import { type Cursor, readFloat } from "./read-float.ts";

function read(text: string): { value: number; at: number } {
  const cursor: Cursor = { at: 0 };
  return { value: readFloat(new TextEncoder().encode(text), cursor), at: cursor.at };
}

/** Holds a text against the parser of the platform, rounded, to the last bit. */
function compare(text: string): void {
  const { value, at } = read(`${text},`);
  expect(Object.is(value, Math.fround(JSON.parse(text))), `${text} was read as ${value}`).toBe(true);
  expect(at).toBe(text.length);
}

test("what JSON.stringify prints for a double is read as the float that is nearest to the double", () => {
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

test("digits of any number, with and without exponents, are rounded as JSON.parse and Math.fround round them", () => {
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

test("the middle between two floats goes to the even one, and a digit more or less to its side", () => {
  const bits = fc.integer({ min: 0, max: 2 ** 23 - 2 });
  const power = fc.integer({ min: -20, max: 20 });
  fc.assert(
    fc.property(bits, power, (fraction, exponent) => {
      const middle = (1 + (fraction + 0.5) / 2 ** 23) * 2 ** exponent; // float64 holds it
      for (const places of [15, 16, 17, 18, 20]) compare(middle.toPrecision(places));
      for (const neighbour of [middle * (1 + 2 ** -52), middle * (1 - 2 ** -52)])
        compare(JSON.stringify(neighbour));
      for (const end of ["1", "0000000000000000000001"]) {
        const digits = middle.toFixed(60).replace(/0+$/, "");
        compare(`${digits}${end}`);
      }
    }),
    { numRuns: 5000 },
  );
});

test.each([
  "0",
  "-0",
  "0.0",
  "-0.0e5",
  "1E400",
  "-1e400",
  "1e39",
  "0.1e-400",
  "1e-44",
  "1e-46",
  "10000000000000000000000000000000",
])("%s is read as JSON.parse reads it", (text) => compare(text));

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
