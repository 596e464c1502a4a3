import {
  dispose,
  memory,
  scalar,
  sum,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor1d,
  tensor2d,
  valueAndGrad,
} from "@tensorflow/tfjs-core";
import { describe, expect, expectTypeOf, test } from "vitest";
import { describeEachBackend, read } from "../testing/each-backend.ts";
import { combineLabels } from "./combine-labels.ts";
import { defineLayout } from "./define-layout.ts";
import { flag } from "./flag.ts";
import { oneHot } from "./one-hot.ts";
import { splitLabels } from "./split-labels.ts";
import { value } from "./value.ts";

const layout = defineLayout({ digit: oneHot(3), isOdd: flag(), age: value() });

describeEachBackend("splitLabels", () => {
  test("gives back what combineLabels took", async () => {
    const labels = combineLabels(layout, [
      { digit: 1, isOdd: true, age: 30.5 },
      { digit: 2, isOdd: false, age: -1 },
    ]);
    const parts = splitLabels(layout, labels);
    expect(parts.digit.shape).toEqual([2, 3]);
    expect(parts.isOdd.shape).toEqual([2]);
    expect(parts.age.shape).toEqual([2]);
    expect(await read(parts.digit)).toEqual([0, 1, 0, 0, 0, 1]);
    expect(await read(parts.isOdd)).toEqual([1, 0]);
    expect(await read(parts.age)).toEqual([30.5, -1]);
    dispose([labels, parts.digit, parts.isOdd, parts.age]);
  });

  test("lets gradients through", async () => {
    const labels = tensor2d([[1, 0, 0, 1, 5]]);
    const { value: total, grad } = valueAndGrad((x: Tensor) => sum(splitLabels(layout, x).age))(labels);
    expect(await read(total)).toEqual([5]);
    expect(await read(grad)).toEqual([0, 0, 0, 0, 1]);
    dispose([labels, total, grad]);
  });

  test("refuses labels of the wrong rank, width, dtype or kind, and leaves no tensor behind", () => {
    const wrong = [
      tensor1d([1, 2, 3, 4, 5]),
      tensor2d([[1, 2, 3, 4]]),
      scalar(1),
      tensor2d([[1, 0, 0, 1, 5]], [1, 5], "int32"),
    ];
    const [vector, narrow, number, integers] = wrong as [Tensor1D, Tensor2D, Tensor, Tensor2D];
    const before = memory().numTensors;
    expect(() => splitLabels(layout, vector)).toThrow(RangeError);
    expect(() => splitLabels(layout, vector)).toThrow(
      "must have the shape [B, 5] of the layout, received [5]",
    );
    expect(() => splitLabels(layout, narrow)).toThrow("received [1,4]");
    expect(() => splitLabels(layout, number)).toThrow("received []");
    expect(() => splitLabels(layout, integers)).toThrow("labels must be float32, received int32");
    // @ts-expect-error Labels are a tensor.
    expect(() => splitLabels(layout, [[1, 0, 0, 1, 5]])).toThrow(
      "labels must be a tensor, received an array of 1",
    );
    expect(memory().numTensors).toBe(before);
    dispose(wrong);
  });
});

describe("split types", () => {
  test("have the rank of each kind", () => {
    type Parts = ReturnType<
      typeof splitLabels<{ digit: { kind: "oneHot"; classes: number }; isOdd: { kind: "flag" } }>
    >;
    expectTypeOf<Parts>().toEqualTypeOf<{ readonly digit: Tensor2D; readonly isOdd: Tensor1D }>();
  });
});
