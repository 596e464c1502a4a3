import fc from "fast-check";
import { expect, test } from "vitest";
import { completeLimits } from "../limits.ts";
import { NumberTensor } from "./number-tensor.ts";
import { parseJson } from "./parse-json.ts";

const limits = completeLimits();
const fields: ReadonlySet<string> = new Set(["data"]);

function parse(text: string, given = limits): unknown {
  return parseJson(new TextEncoder().encode(text), given, fields);
}

/** Makes arrays of tensors again. */
function plain(value: unknown): unknown {
  if (value instanceof NumberTensor) {
    const [length = 0, ...inner] = value.shape;
    const size = inner.reduce((product, each) => product * each, 1);
    return Array.from({ length }, (_, index) =>
      nest(value.numbers.subarray(index * size, (index + 1) * size), inner),
    );
  }
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}

function nest(numbers: Float32Array, [length, ...inner]: readonly number[]): unknown {
  if (length === undefined) return numbers[0];
  const size = numbers.length / length;
  return Array.from({ length }, (_, index) =>
    nest(numbers.subarray(index * size, (index + 1) * size), inner),
  );
}

/** What JSON.parse says of a text: the value, with the numbers of tensors rounded, or that it is none. */
function expected(text: string): unknown {
  try {
    return { value: rounded(JSON.parse(text), true) };
  } catch {
    return { error: 400 };
  }
}

/** Rounds the numbers that a tensor would hold: those of arrays of nothing else, in the fields for tensors. */
function rounded(value: unknown, isTensor: boolean): unknown {
  if (Array.isArray(value)) {
    const isNumbers = isTensor && typeof value[0] === "number";
    let isMixed = false;
    return value.map((each) => {
      isMixed ||= typeof each !== "number";
      return isNumbers && !isMixed ? Math.fround(each) : rounded(each, isTensor && !isNumbers);
    });
  }
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).map(([key, each]) => [key, rounded(each, key === "data")]);
  return Object.fromEntries(fields);
}

function received(text: string): unknown {
  try {
    return { value: plain(parse(text, { ...limits, maxDepth: 1000 })) };
  } catch (error) {
    return { error: (error as { status?: number }).status };
  }
}

test("every value that JSON can hold is read as JSON.parse reads it, tensors taken apart again", () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom(0, 1, -0, 255, 0.1, 1e300, null, true, false, "", "NaN"),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.string({ unit: "binary" }),
      fc.array(fc.nat(255)),
      fc.array(fc.array(fc.nat(3), { minLength: 2, maxLength: 2 })),
      fc.array(tie("any")),
      fc.dictionary(fc.oneof(fc.string(), fc.constantFrom("data", "__proto__")), tie("any")),
    ),
  })).any;
  fc.assert(
    fc.property(value, fc.constantFrom(undefined, 1, "\t"), (each, indent) => {
      const text = JSON.stringify({ data: each, other: each }, null, indent);
      expect(received(text)).toEqual(expected(text));
    }),
    { numRuns: 5000 },
  );
});

test("texts that are nearly JSON are taken or refused as JSON.parse does", () => {
  const pieces = [
    '{"data":',
    '{"a":',
    "[",
    "[",
    "]",
    "}",
    ",",
    ",",
    ":",
    "0",
    "0,",
    "1.5",
    "-",
    "e5",
    "01",
    '"',
    '"x"',
    "\\",
    "true",
    "nul",
    " ",
    "\n",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (parts) => {
      const text = parts.join("");
      expect(received(text), text).toEqual(text === "" ? { error: 400 } : expected(text));
    }),
    { numRuns: 50_000 },
  );
});

test("texts of which a byte was changed are taken or refused as JSON.parse does", () => {
  const text =
    '{"data": [[0,1.5e3,-2],[0,0,255]], "id": "a\\u00e4\\n", "flags": [true, false, null, {}], "shape": [2, 3]}';
  for (let at = 0; at < text.length; at++) {
    for (const change of [
      "",
      " ",
      "0",
      "-",
      ".",
      "e",
      '"',
      "\\",
      "[",
      "]",
      "{",
      "}",
      ",",
      ":",
      "x",
      "\u0001",
    ]) {
      const changed = text.slice(0, at) + change + text.slice(at + 1);
      expect(received(changed), changed).toEqual(expected(changed));
    }
  }
});

test("arrays of numbers are tensors where they are wanted, and plain arrays elsewhere", () => {
  const { data, shape } = parse('{"shape": [2, 2], "data": [[1, 2], [3, 4.5]]}') as Record<string, unknown>;
  expect(shape).toEqual([2, 2]);
  expect(data).toBeInstanceOf(NumberTensor);
  expect((data as NumberTensor).shape).toEqual([2, 2]);
  expect([...(data as NumberTensor).numbers]).toEqual([1, 2, 3, 4.5]);
});

test.each(["[[1, 2], [3]]", "[[1, 2], [3, null]]", "[[], []]", "[1, [2]]", "[[1], 2]", "[]"])(
  "%s is no tensor",
  (text) => {
    const { data } = parse(`{"data": ${text}}`) as Record<string, unknown>;
    expect(Array.isArray(data)).toBe(true);
    expect(plain(data)).toEqual(JSON.parse(text));
  },
);

test("numbers that no float holds are infinite, as they are for JSON.parse", () => {
  const { data } = parse('{"data": [1e999, -1e999, 0]}') as { data: NumberTensor };
  expect([...data.numbers]).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]);
});

test("a byte order mark is skipped, and bytes that are no UTF-8 are named", () => {
  expect(parse('\ufeff{"a": 1}')).toEqual({ a: 1 });
  const bytes = new Uint8Array([0x22, 0xc3, 0x22]);
  expect(() => parseJson(bytes, limits, fields)).toThrow(
    "it must be JSON in UTF-8, received bytes that are not UTF-8",
  );
});

test.each([
  ['{"data": [[0, 1], [2, NaN]]}', "numbers must be finite, received NaN as data[1][1]"],
  ['{"a": {"b": [{"c": -Infinity}]}}', "numbers must be finite, received -Infinity as a.b[0].c"],
  ["[0, Infinity]", "numbers must be finite, received Infinity as [1]"],
  ["NaN", "numbers must be finite, received NaN as the body"],
  ['{"a": 1', "(a comma or } must stand at its end)"],
  ['{"a" 1}', "(a colon must stand at byte 5)"],
  ["{a: 1}", "(a key in quotation marks must stand at byte 1)"],
  ["[1, 2,]", "(another element must stand at byte 6)"],
  ["[1 2]", "(a comma or ] must stand at byte 3)"],
  ["[01]", "(a number in the form of JSON must stand at byte 2)"],
  ['"\\x"', "(a text with the escapes of JSON must stand at byte 0)"],
  ['"abc', "(a quotation mark must end the text at its end)"],
  ["1 1", "(the text must end at byte 2)"],
])("%s is refused: %s", (text, message) => {
  expect(() => parse(text)).toThrow(message);
});
