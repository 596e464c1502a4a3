import { dispose, getBackend, memory, type Tensor, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { combineColumns } from "../layout/combine-columns.ts";
import { defineLayout } from "../layout/define-layout.ts";
import { flag } from "../layout/flag.ts";
import { value } from "../layout/value.ts";
import { describeEachBackend, read } from "../testing/each-backend.ts";
import { combinedLoss } from "./combined-loss.ts";
import { maskedLoss } from "./masked-loss.ts";
import { meanAbsoluteError } from "./mean-absolute-error.ts";
import { NothingLiveError } from "./nothing-live.ts";

const layout = defineLayout({ age: value(), size: value(), asked: flag(), measured: flag() });
const loss = combinedLoss(
  layout,
  { age: { loss: meanAbsoluteError, mask: "asked" }, size: { loss: meanAbsoluteError, mask: "measured" } },
  { whenNothingLive: "throw", reduction: "meanWithSampleWeight" },
);

const labelsOf = (asked: number[], measured: number[]): Tensor =>
  tensor2d(combineColumns(layout, { age: [1, 2], size: [3, 4], asked, measured }), [2, layout.width]);

const throwing = { whenNothingLive: "throw" } as const;

describeEachBackend("whenNothingLive: throw", () => {
  const isReadable = (): boolean => getBackend() !== "webgpu";
  const unreadable =
    'whenNothingLive "throw" needs a backend that can be read synchronously, received one that cannot; use "zero", or check the batch before it goes to the device';

  test("throws where no weight is above 0, and leaves no tensor behind; WebGPU in Node says that it cannot", () => {
    const [labels, predictions, weights] = [tensor1d([1, 2]), tensor1d([3, 5]), tensor1d([0, 0])];
    const before = memory().numTensors;
    const call = () => maskedLoss(meanAbsoluteError, labels, predictions, weights, throwing);
    if (isReadable()) {
      expect(call).toThrow(NothingLiveError);
      expect(call).toThrow(RangeError);
      expect(call).toThrow(
        "Cannot compute the masked loss: at least one label must count, received a batch of 2 in which none does",
      );
    } else {
      expect(call).toThrow(`Cannot compute the masked loss: ${unreadable}`);
      expect(call).not.toThrow(NothingLiveError);
    }
    expect(memory().numTensors).toBe(before);
    dispose([labels, predictions, weights]);
  });

  test("throws for a combined loss where no part has anything live", () => {
    const [labels, predictions] = [labelsOf([0, 0], [0, 0]), tensor1d([3, 5])];
    const before = memory().numTensors;
    const inputs = { age: predictions, size: predictions };
    for (const call of [() => loss(labels, inputs), () => loss.byPart(labels, inputs)]) {
      expect(call).toThrow(
        isReadable()
          ? "Cannot compute the combined loss: at least one label must count, received a batch of 2 in which none does"
          : `Cannot compute the combined loss: ${unreadable}`,
      );
    }
    expect(memory().numTensors).toBe(before);
    dispose([labels, predictions]);
  });

  test("gives the loss where something is live, if only in one part, but on WebGPU in Node", async () => {
    const predictions = tensor1d([3, 5]);
    for (const [asked, measured, expected] of [
      [[0, 1], [0, 0], 5 - 2],
      [[0, 0], [1, 0], 3 - 3],
      [[1, 0], [0, 1], 3 - 1 + (5 - 4)],
    ] as const) {
      const labels = labelsOf([...asked], [...measured]);
      const call = () => loss(labels, { age: predictions, size: predictions });
      if (isReadable()) {
        const result = call();
        expect(await read(result)).toEqual([expected]);
        result.dispose();
      } else expect(call).toThrow(unreadable);
      labels.dispose();
    }
    predictions.dispose();
  });

  test("a weight that is NaN counts: it is not hidden", async () => {
    const [labels, predictions, weights] = [tensor1d([1, 2]), tensor1d([3, 5]), tensor1d([0, Number.NaN])];
    const call = () => maskedLoss(meanAbsoluteError, labels, predictions, weights, throwing);
    if (isReadable()) {
      const result = call();
      expect((await read(result))[0]).toBeNaN();
      result.dispose();
    } else expect(call).toThrow(unreadable);
    dispose([labels, predictions, weights]);
  });
});

describe("whenNothingLive", () => {
  test("is zero or throw", () => {
    const tensors = [tensor1d([1]), tensor1d([3]), tensor1d([0])] as const;
    // @ts-expect-error There is no such policy.
    expect(() => maskedLoss(meanAbsoluteError, ...tensors, { whenNothingLive: "nan" })).toThrow(
      'Cannot compute the masked loss: whenNothingLive must be "zero" or "throw", received "nan"',
    );
    // @ts-expect-error There is no such policy.
    expect(() => combinedLoss(layout, { age: { loss: meanAbsoluteError } }, { whenNothingLive: 0 })).toThrow(
      'Cannot combine losses: whenNothingLive must be "zero" or "throw", received 0',
    );
    dispose([...tensors]);
  });
});
