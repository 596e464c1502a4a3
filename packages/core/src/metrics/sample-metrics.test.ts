import { dispose, tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { describeEachBackend, read } from "../testing/each-backend.ts";
import { binaryAccuracy } from "./binary-accuracy.ts";
import { categoricalAccuracy } from "./categorical-accuracy.ts";
import { sparseCategoricalAccuracy } from "./sparse-categorical-accuracy.ts";

const rows = (): [number, number, number][] => [
  [0.2, 0.7, 0.1],
  [0.6, 0.3, 0.1],
  [-5, -4, -3],
];

describeEachBackend("sample metrics", () => {
  test("categoricalAccuracy compares the largest label with the largest prediction", async () => {
    const labels = [
      [0, 1, 0],
      [0, 0.9, 0.1],
      [0, 0, 1],
    ] as [number, number, number][];
    const right = tidy(() => categoricalAccuracy(tensor2d(labels), tensor2d(rows())));
    expect(await read(right)).toEqual([1, 0, 1]);
    right.dispose();
  });

  test("sparseCategoricalAccuracy compares the index with the largest prediction", async () => {
    const right = tidy(() => sparseCategoricalAccuracy(tensor1d([1, 2, 2]), tensor2d(rows())));
    expect(await read(right)).toEqual([1, 0, 1]);
    right.dispose();
  });

  test("sparseCategoricalAccuracy of what is no class is 0", async () => {
    const right = tidy(() => sparseCategoricalAccuracy(tensor1d([Number.NaN, 1.5, 3]), tensor2d(rows())));
    expect(await read(right)).toEqual([0, 0, 0]);
    right.dispose();
  });

  test("binaryAccuracy has its threshold above 0.5, of logits above 0", async () => {
    const [labels, predictions] = [tensor1d([1, 0, 1, 0]), tensor1d([0.5, 0.5, 0.6, -0.1])];
    const [plain, logits] = [
      binaryAccuracy(labels, predictions),
      binaryAccuracy(labels, predictions, { fromLogits: true }),
    ];
    expect(await read(plain)).toEqual([0, 1, 1, 1]);
    expect(await read(logits)).toEqual([1, 0, 1, 1]);
    dispose([labels, predictions, plain, logits]);
  });

  test("binaryAccuracy of several flags is their mean", async () => {
    const right = tidy(() => binaryAccuracy(tensor2d([[1, 0, 1, 1]]), tensor2d([[0.9, 0.1, 0.2, 0.8]])));
    expect(await read(right)).toEqual([3 / 4]);
    right.dispose();
  });

  test("shapes that would broadcast are refused", () => {
    tidy(() => {
      const [column, row] = [tensor1d([1, 0]), tensor2d([[0.5], [0.5]])];
      expect(() => categoricalAccuracy(column, row)).toThrow(
        "Cannot compute the categorical accuracy: labels and predictions need the same shape [B, C], received [2] and [2,1]",
      );
      expect(() => sparseCategoricalAccuracy(row, row)).toThrow("labels need the shape [B]");
      expect(() => binaryAccuracy(column, row)).toThrow("the same shape [B] or [B, K]");
    });
  });
});
