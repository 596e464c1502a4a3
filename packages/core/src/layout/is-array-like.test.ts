import { expect, test } from "vitest";
import { isArrayLike } from "./is-array-like.ts";

test.each([[[]], [[1, "x"]], [new Float32Array(2)], [new Uint8Array(0)], [new BigInt64Array(1)]])(
  "isArrayLike holds of %o",
  (value) => expect(isArrayLike(value)).toBe(true),
);

test.each([["text"], [{ length: 1, 0: 1 }], [new DataView(new ArrayBuffer(8))], [new Set([1])], [null], [3]])(
  "isArrayLike does not hold of %o",
  (value) => expect(isArrayLike(value)).toBe(false),
);
