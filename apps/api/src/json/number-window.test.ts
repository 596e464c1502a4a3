import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { completeLimits } from "../limits.ts";
import { NumberStore } from "./number-store.ts";
import { NumberTensor } from "./number-tensor.ts";
import { NumberWindow } from "./number-window.ts";
import { parseJson } from "./parse-json.ts";

const limits = completeLimits();
const fields: ReadonlySet<string> = new Set(["data"]);

/** In front of a short text: short texts are read without the kernel. */
const blanks = " ".repeat(300);

afterEach(() => vi.unstubAllGlobals());

/** The bits of the numbers under `data`, or whatever else is made of the text: its error, or its value. */
function read(text: string): unknown {
  try {
    const { data } = parseJson(new TextEncoder().encode(blanks + text), limits, fields) as { data: unknown };
    return data instanceof NumberTensor
      ? { shape: data.shape, isBytes: data.fit(true) !== null, bits: bitsOf(data.numbers.slice()) }
      : { data };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

/** Compares in one go what would take long number by number, and tells -0 from 0. */
function bitsOf(numbers: Float32Array<ArrayBuffer>): string {
  return Buffer.from(numbers.buffer).toString("hex");
}

/** The same without WebAssembly. */
function readPlainly(text: string): unknown {
  vi.stubGlobal("WebAssembly", undefined);
  const value = read(text);
  vi.unstubAllGlobals();
  return value;
}

const numberText = fc.oneof(
  fc.constantFrom(
    "0",
    "0",
    "0",
    "0.0",
    "-0",
    "-0.0",
    "0.00",
    "0e0",
    "255",
    "256",
    "1",
    "10",
    "100",
    "999",
    "1000",
  ),
  fc.nat(255).map(String),
  fc
    .double({ noNaN: true, noDefaultInfinity: true, min: -10, max: 10 })
    .map((value) => JSON.stringify(value)),
  fc.float({ noNaN: true, noDefaultInfinity: true, min: 0, max: 1 }).map((value) => JSON.stringify(value)),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
  fc.float({ noNaN: true, min: -4, max: 4 }).map((value) => value.toPrecision(8)),
  fc
    .tuple(fc.stringMatching(/^(0|[1-9]\d{0,18})$/), fc.stringMatching(/^\d{1,40}$/))
    .map((parts) => parts.join(".")),
  // The middle between two floats, and a little beside it.
  fc
    .tuple(fc.integer({ min: 0, max: 2 ** 23 - 2 }), fc.constantFrom("", "0", "1", "000000000000001"))
    .map(([fraction, end]) => `${(1 + (fraction + 0.5) / 2 ** 23).toFixed(24)}${end}`),
);

const separator = fc.constantFrom(",", ",", ",", ", ", ",\n    ", " ,", "\t,\r\n", ",  ");

/** Runs of the same number, as pictures have them. */
const numberList = fc
  .array(fc.tuple(numberText, fc.oneof(fc.constant(1), fc.nat(40)), separator), {
    minLength: 1,
    maxLength: 30,
  })
  .map((runs) =>
    runs.flatMap(([number, times, between]) =>
      Array.from({ length: times }, () => [number, between] as const),
    ),
  )
  .filter((numbers) => numbers.length > 0);

function join(numbers: readonly (readonly [string, string])[]): string {
  return numbers
    .map(([number, between], index) => (index === numbers.length - 1 ? number : number + between))
    .join("");
}

test("arrays of numbers, in whatever form and with whatever blanks, are read to the bit as JSON.parse and Math.fround do", () => {
  fc.assert(
    fc.property(numberList, (numbers) => {
      const text = `{"data":[${join(numbers)}]}`;
      const { data } = JSON.parse(text) as { data: number[] };
      const floats = Float32Array.from(data);
      const isBytes = floats.every((value) => (value & 255) === value && !Object.is(value, -0));
      const bits = bitsOf(floats);
      expect(read(text), text).toEqual({ shape: [data.length], isBytes, bits });
    }),
    { numRuns: 10_000 },
  );
});

test("the same numbers are read with and without WebAssembly, and the same errors are told, wherever a text ends", () => {
  const rows =
    '{"data":[[0,0,0,0,0,0,0,0,0,17,255,3],[0.0, 0.0, 0.0, 0.5, -1.25, 0.00392156862745098, 1],[1e5,2,12,-0, 0]';
  for (let end = rows.length; end >= 0; end--) {
    for (const rest of ["", "]}", ",1]]}", "]"]) {
      const text = rows.slice(0, end) + rest;
      expect(read(text), text).toEqual(readPlainly(text));
    }
  }
});

test("the same errors are told with and without WebAssembly, whatever stands among the numbers", () => {
  const rows =
    '{"data":[[0,0,0,0,0,0,0,0,0,17,255,3],[0.0, 0.0, 0.5, -1.25, 0.00392156862745098, 1],[12345,-0]]}';
  for (let at = 8; at < rows.length; at++) {
    for (const change of [
      "",
      " ",
      "0",
      "00",
      "-",
      ".",
      "e",
      '"',
      "[",
      "]",
      "{",
      ",",
      "x",
      "NaN",
      "9999",
      "\u0001",
      "\u0000",
    ]) {
      const text = rows.slice(0, at) + change + rows.slice(at + 1);
      expect(read(text), text).toEqual(readPlainly(text));
    }
  }
});

test("numbers that lie across the parts of a long text are read whole", () => {
  const forms = [
    "0,",
    "0, ",
    "255,",
    "12,",
    "0.0,",
    "0.5,",
    "-0.42421296, ",
    "0.00392156862745098,",
    "1234567.875,",
    "1e-7,",
  ];
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...forms), { minLength: 3, maxLength: 20 }),
      fc.nat(80),
      (some, lead) => {
        const period = some.join("");
        const body = period.repeat(Math.ceil(140_000 / period.length));
        const text = `{"data":[${" ".repeat(lead)}${body}7]}`;
        const { data } = JSON.parse(text) as { data: number[] };
        expect(readPlainly(text)).toEqual(read(text));
        expect(read(text)).toMatchObject({ shape: [data.length], bits: bitsOf(Float32Array.from(data)) });
      },
    ),
    { numRuns: 100 },
  );
});

describe("the kernel reads by itself", () => {
  test.each([
    ["0,", true],
    ["0, ", true],
    ["7,0,25,0,255,1,", true],
    ["12,\n  255,\n  0,\n", true],
    ["0,0,0,0.5,", false],
    ["0.0, 0.0, 0.0, ", false],
    ["-0.42421296,2.8215435,", false],
    ["-0.4242129623889923,1.5995761498367604,", false],
    ["0.00392156862745098,0.12156862745098039,", false],
    ["0.003921568859368563,0.00039215688593685627,", false],
    ["256,-1,100000,123456789012345,", false],
  ])("%j", (period, isBytes) => {
    const text = period.repeat(150);
    const store = new NumberStore(text.length);
    if (!isBytes) store.push(0.5);
    const window = new NumberWindow(new TextEncoder().encode(text));
    // Silence here would be a service that is five times as slow.
    if (!window.isOpen) throw new Error("Cannot read with SIMD: Node must have it");
    expect(window.read(0, store)).toBe(text.trimEnd().length);
    expect(store.count).toBe(text.split(",").length - (isBytes ? 1 : 0));
    expect(store.isBytes).toBe(isBytes);
  });
});

test.each([
  ["there is no WebAssembly", undefined],
  [
    "compiling is forbidden",
    {
      Module: function refuse(): never {
        throw new WebAssembly.CompileError("code generation disallowed by embedder");
      },
    },
  ],
])("texts are read without the kernel where %s", async (_, global) => {
  vi.stubGlobal("WebAssembly", global);
  vi.resetModules();
  const { parseJson: parse } = await import("./parse-json.ts");
  const text = `{"data":[${"0,0.5,255,".repeat(100)}1]}`;
  const { data } = parse(new TextEncoder().encode(text), limits, fields) as {
    data: { numbers: Float32Array };
  };
  expect([...data.numbers]).toEqual((JSON.parse(text) as { data: number[] }).data);
});
