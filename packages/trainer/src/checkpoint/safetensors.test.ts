import { expect, test } from "vitest";
import { readSafetensors, writeSafetensors } from "./safetensors.ts";

const file = {
  tensors: {
    a: { shape: [2, 2], data: Float32Array.of(1, -2, Number.NaN, 1e-45) },
    empty: { shape: [0, 3], data: new Float32Array(0) },
    scalar: { shape: [], data: Float32Array.of(-0) },
  },
  metadata: { note: "größe" },
};

test("what was written is read back bit for bit", () => {
  const read = readSafetensors(writeSafetensors(file));
  expect(read).toEqual(file);
  expect(Object.is(read.tensors["scalar"]?.data[0], -0)).toBe(true);
});

test("the bytes are those of the format: length, padded JSON header, little-endian numbers", () => {
  const bytes = writeSafetensors({ tensors: { x: { shape: [1], data: Float32Array.of(1) } }, metadata: {} });
  const header = '{"__metadata__":{},"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}';
  expect(header.length % 8).toBe(0);
  expect(Array.from(bytes.subarray(0, 8))).toEqual([header.length, 0, 0, 0, 0, 0, 0, 0]);
  expect(new TextDecoder().decode(bytes.subarray(8, 8 + header.length))).toBe(header);
  expect(Array.from(bytes.subarray(8 + header.length))).toEqual([0, 0, 0x80, 0x3f]);
});

test.each([
  ["no bytes", () => new Uint8Array(0), "expected at least 8 bytes, received 0"],
  [
    "a header longer than the file",
    () => Uint8Array.of(255, 0, 0, 0, 0, 0, 0, 0),
    "a header of 255 bytes, received a file of 8",
  ],
  ["a header that is no JSON", () => Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0x7b), "expected a JSON header"],
  ["a cut file", () => writeSafetensors(file).subarray(0, -1), 'tensor "scalar" of F32 inside the file'],
])("%s is refused", (_, bytes, message) => {
  expect(() => readSafetensors(bytes())).toThrow(message);
});
