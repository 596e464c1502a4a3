import {
  cast,
  dispose,
  grads,
  memory,
  scalar,
  sum,
  type Tensor,
  tensor1d,
  tensor2d,
  tidy,
} from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { describeEachBackend, read } from "../testing/each-backend.ts";
import { classIndex } from "./class-index.ts";
import { combineColumns } from "./combine-columns.ts";
import { combineTensors } from "./combine-tensors.ts";
import { defineLayout } from "./define-layout.ts";
import { flag } from "./flag.ts";
import { flags } from "./flags.ts";
import { oneHot } from "./one-hot.ts";
import { presence } from "./presence.ts";
import { sampleWeight } from "./sample-weight.ts";
import { splitLabels } from "./split-labels.ts";
import { value } from "./value.ts";
import { values } from "./values.ts";

const layout = defineLayout({
  digit: oneHot(3),
  word: classIndex(50),
  isOdd: flag(),
  assays: flags(2, { missing: -1 }),
  measured: presence("assays"),
  age: value(),
  place: values(2),
  weight: sampleWeight(),
});

const columns = {
  digit: [1, 2],
  word: [49, 0],
  isOdd: [1, 0],
  assays: [1, -1, 0, 1],
  age: [30.5, -1],
  place: [1, 2, 3, 4],
  weight: [0, 2.5],
};

const two = defineLayout({ digit: oneHot(2), isOdd: flag() });

describeEachBackend("combineTensors", () => {
  test("is the exact inverse of splitLabels, for every kind, missing labels included", async () => {
    const numbers = combineColumns(layout, columns);
    const labels = tensor2d(numbers, [2, layout.width]);
    const parts = splitLabels(layout, labels);
    const back = combineTensors(layout, parts);
    expect(back.shape).toEqual([2, layout.width]);
    expect(back.dtype).toBe("float32");
    expect(await read(back)).toEqual([...numbers]);
    dispose([labels, back]);
    dispose(parts);
  });

  test("takes int32 and bool, and gives float32", async () => {
    const labels = tidy(() =>
      combineTensors(two, {
        digit: tensor2d([[0, 1]], [1, 2], "int32"),
        isOdd: cast(tensor1d([1]), "bool"),
      }),
    );
    expect(labels.dtype).toBe("float32");
    expect(await read(labels)).toEqual([0, 1, 1]);
    labels.dispose();
  });

  test("leaves the parts alone", async () => {
    const parts = { digit: tensor2d([[0, 1]]), isOdd: tensor1d([1]) };
    combineTensors(two, parts).dispose();
    expect(await read(parts.isOdd)).toEqual([1]);
    dispose(parts);
  });

  test("lets gradients through", async () => {
    const [digit, isOdd] = [tensor2d([[0, 1]]), tensor1d([1])];
    const slopes = grads((x: Tensor, y: Tensor) =>
      sum(combineTensors(two, { digit: x, isOdd: y }).mul(tensor1d([2, 3, 5]))),
    )([digit, isOdd]);
    expect(await Promise.all(slopes.map(read))).toEqual([[2, 3], [5]]);
    dispose([digit, isOdd, ...slopes]);
  });

  test("refuses parts that do not fit, and leaves no tensor behind", () => {
    const [number, digit, isOdd, column, text] = [
      scalar(1),
      tensor2d([
        [0, 1],
        [1, 0],
      ]),
      tensor1d([1, 0]),
      tensor2d([[1], [0]]),
      tensor1d(["yes", "no"]),
    ];
    const before = memory().numTensors;
    const call = (parts: unknown) => () => Reflect.apply(combineTensors, undefined, [two, parts]);
    expect(call({ digit })).toThrow(TypeError);
    expect(call({ digit })).toThrow(
      'Cannot combine tensors: the part "isOdd" must be a tensor, received digit',
    );
    expect(call({ digit, isOdd: [1, 0] })).toThrow(
      'the part "isOdd" must be a tensor, received an array of 2',
    );
    expect(call({ digit, isOdd: text })).toThrow(
      'the part "isOdd" must be a tensor of real numbers, received string',
    );
    expect(call({ digit, isOdd: column })).toThrow(RangeError);
    expect(call({ digit, isOdd: column })).toThrow(
      'the part "isOdd" must have the shape [2], received [2,1]',
    );
    expect(call({ digit: isOdd, isOdd })).toThrow('the part "digit" must have the shape [2,2], received [2]');
    expect(call({ digit: number, isOdd })).toThrow("must have the shape [B,2], received []");
    expect(call(null)).toThrow('the part "digit" must be a tensor, received null');
    expect(memory().numTensors).toBe(before);
    dispose([number, digit, isOdd, column, text]);
  });

  test("refuses parts of two batch sizes", () => {
    const parts = { digit: tensor2d([[0, 1]]), isOdd: tensor1d([1, 0]) };
    expect(() => combineTensors(two, parts)).toThrow(
      'Cannot combine tensors: the part "isOdd" must have the shape [1], received [2]',
    );
    dispose(parts);
  });
});
