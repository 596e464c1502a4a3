import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { IdxArray } from "./idx-array.ts";
import { readIdx } from "./read-idx.ts";
import { writeIdx } from "./write-idx.ts";

const arrays: readonly IdxArray[] = [
  { dtype: "uint8", shape: [2, 2], data: new Uint8Array([0, 1, 128, 255]) },
  { dtype: "int8", shape: [4], data: new Int8Array([-128, -1, 0, 127]) },
  { dtype: "int16", shape: [3, 1], data: new Int16Array([-32768, 258, 32767]) },
  { dtype: "int32", shape: [1, 1, 2], data: new Int32Array([-(2 ** 31), 2 ** 31 - 1]) },
  { dtype: "float32", shape: [4], data: new Float32Array([-0, 1.5, Infinity, Number.NaN]) },
  { dtype: "float64", shape: [3], data: new Float64Array([Math.PI, -Infinity, 5e-324]) },
  { dtype: "float64", shape: [], data: new Float64Array([42]) },
  { dtype: "int32", shape: [0, 3], data: new Int32Array(0) },
];

describe("writeIdx", () => {
  test("writes the header and the elements big-endian", async () => {
    const file = await writeIdx({ dtype: "int16", shape: [1, 2], data: new Int16Array([1, -2]) });
    expect([...file]).toEqual([0, 0, 0x0b, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 1, 255, 254]);
  });

  test.each(arrays)("is undone by readIdx, gzipped or not: $dtype $shape", async (array) => {
    for (const gzip of [false, true]) {
      const back = await readIdx(await writeIdx(array, { gzip }));
      expect(back).toEqual(array);
      expect(Object.is(back.data[0], array.data[0])).toBe(true);
    }
  });

  test("is undone to the bit, also for a NaN with a payload", async () => {
    const data = new Float32Array(new Uint32Array([0x7fc12345, 0xffa54321]).buffer);
    const back = await readIdx(await writeIdx({ dtype: "float32", shape: [2], data }));
    expect([...new Uint32Array(back.data.buffer)]).toEqual([0x7fc12345, 0xffa54321]);
  });

  test("reads a view inside a larger buffer and leaves it as it was", async () => {
    const whole = new Int16Array([9, 1, 2, 9]);
    const file = await writeIdx({ dtype: "int16", shape: [2], data: whole.subarray(1, 3) });
    expect([...file.subarray(8)]).toEqual([0, 1, 0, 2]);
    expect([...whole]).toEqual([9, 1, 2, 9]);
  });

  test("compresses into the same bytes each time, with no time and no system in them", async () => {
    const array: IdxArray = { dtype: "uint8", shape: [5000], data: new Uint8Array(5000).fill(7) };
    const first = await writeIdx(array, { gzip: true });
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await writeIdx(array, { gzip: true })).toEqual(first);
    expect([...first.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
    expect(new Uint8Array(gunzipSync(first))).toEqual(await writeIdx(array));
    expect(first.length).toBeLessThan(100);
  });

  test.each<[string, object, string]>([
    [
      "another element type",
      { dtype: "uint16" },
      "dtype must be one of uint8, int8, int16, int32, float32, float64, received uint16",
    ],
    ["a name that every object has", { dtype: "toString" }, "received toString"],
    [
      "data of another class",
      { data: new Int8Array(4) },
      "data of dtype uint8 must be a Uint8Array, received Int8Array",
    ],
    ["no data", { data: undefined }, "must be a Uint8Array, received undefined"],
    [
      "a shape of more elements",
      { shape: [2, 3] },
      "shape [2, 3] must hold as many elements as there are data, received 6 and 4",
    ],
    ["a shape of fewer elements", { shape: [] }, "received 1 and 4"],
    [
      "a negative dimension",
      { shape: [-2, -2] },
      "every dimension must be an integer from 0 to 4294967295, received -2 as dimension 0",
    ],
    ["a broken dimension", { shape: [8, 0.5] }, "received 0.5 as dimension 1"],
    ["a dimension that 32 bits do not hold", { shape: [2 ** 32, 0] }, "received 4294967296 as dimension 0"],
    ["256 dimensions", { shape: new Array(256).fill(1) }, "at most 255 dimensions, received 256"],
  ])("refuses %s", async (_, change, message) => {
    const array = { dtype: "uint8", shape: [2, 2], data: new Uint8Array(4), ...change } as IdxArray;
    await expect(writeIdx(array)).rejects.toThrow(message);
  });
});
