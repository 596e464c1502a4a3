import { dispose, memory, type Tensor, tensor1d, tensor2d } from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { classIndex } from "./layout/class-index.ts";
import { combineColumns } from "./layout/combine-columns.ts";
import { combineLabels } from "./layout/combine-labels.ts";
import { defineLayout } from "./layout/define-layout.ts";
import { flag } from "./layout/flag.ts";
import { oneHot } from "./layout/one-hot.ts";
import { parseLayout } from "./layout/parse-layout.ts";
import { sampleWeight } from "./layout/sample-weight.ts";
import { splitLabels } from "./layout/split-labels.ts";
import { validateLabels } from "./layout/validate-labels.ts";
import { categoricalCrossentropy } from "./losses/categorical-crossentropy.ts";
import { combinedLoss } from "./losses/combined-loss.ts";
import { maskedLoss } from "./losses/masked-loss.ts";
import { sparseCategoricalCrossentropy } from "./losses/sparse-categorical-crossentropy.ts";
import { accuracy } from "./metrics/accuracy.ts";
import { describeEachBackend, read } from "./testing/each-backend.ts";

const layout = defineLayout({ digit: oneHot(2), isOdd: flag(), weight: sampleWeight() });
const loss = combinedLoss(layout, { digit: { loss: categoricalCrossentropy, mask: ["isOdd", "weight"] } });

/** Calls that must fail, one after another; no tensor but the given ones may be there afterwards. */
function expectRefusals(
  kept: Tensor[],
  calls: readonly (readonly [call: () => unknown, error: ErrorConstructor, message: string])[],
): void {
  const before = memory().numTensors;
  for (const [call, error, message] of calls) {
    expect(call).toThrow(error);
    expect(call).toThrow(message);
  }
  expect(memory().numTensors).toBe(before);
  dispose(kept);
}

describeEachBackend("labels", () => {
  test("of the wrong width", () => {
    const [labels, predictions] = [tensor2d([[1, 0, 1]]), tensor2d([[0.5, 0.5]])];
    const message = "labels must have the shape [B, 4] of the layout, received [1,3]";
    expectRefusals(
      [labels, predictions],
      [
        [() => loss(labels, predictions), RangeError, `Cannot compute the combined loss: ${message}`],
        [() => loss.byPart(labels, predictions), RangeError, message],
        [() => loss.divisor(labels), RangeError, message],
        [() => splitLabels(layout, labels), RangeError, `Cannot split labels: ${message}`],
      ],
    );
  });

  test("of the wrong dtype", () => {
    const [labels, predictions] = [tensor2d([[1, 0, 1, 1]], [1, 4], "int32"), tensor2d([[0.5, 0.5]])];
    const message = "labels must be float32, received int32";
    expectRefusals(
      [labels, predictions],
      [
        [() => loss(labels, predictions), TypeError, `Cannot compute the combined loss: ${message}`],
        [() => loss.divisor(labels), TypeError, message],
        [() => splitLabels(layout, labels), TypeError, `Cannot split labels: ${message}`],
      ],
    );
  });

  test("of another batch size than the predictions", () => {
    const [labels, predictions] = [tensor2d([[1, 0, 1, 1]]), tensor2d([0.5, 0.5, 0.5, 0.5], [2, 2])];
    const mask = tensor1d([1, 1]);
    expectRefusals(
      [labels, predictions, mask],
      [
        [
          () => loss(labels, predictions),
          RangeError,
          'Cannot compute the combined loss: the predictions of the part "digit" and the labels need the same batch size, received [2,2] and [1,4]',
        ],
        [
          () => maskedLoss(categoricalCrossentropy, labels, predictions, mask),
          RangeError,
          "Cannot compute the masked loss: labels and predictions need the same batch size, received [1,4] and [2,2]",
        ],
      ],
    );
  });

  test("and predictions of other classes than the part's, found in the loss itself", () => {
    const [labels, predictions] = [tensor2d([[1, 0, 1, 1]]), tensor2d([[0.2, 0.3, 0.5]])];
    expectRefusals(
      [labels, predictions],
      [
        [
          () => loss(labels, predictions),
          RangeError,
          "Cannot compute the categorical cross-entropy: labels and predictions need the same shape [B, C], received [1,2] and [1,3]",
        ],
        [() => loss.byPart(labels, predictions), RangeError, "received [1,2] and [1,3]"],
      ],
    );
  });
});

describe("a layout", () => {
  test("with no parts", () => {
    expect(() => defineLayout({})).toThrow(
      "Cannot define the layout: at least one part is needed, received none",
    );
  });

  test("with a name twice: a part and a field, or two keys of JSON, of which JavaScript keeps the second", () => {
    expect(() => defineLayout({ digit: oneHot(2) }, { fields: ["digit"] })).toThrow(
      'Cannot define the layout: every part and field needs a name of its own, received "digit" twice',
    );
    const [one, two] = [
      '"a": { "kind": "flag", "offset": 0, "width": 1 }',
      '"a": { "kind": "flag", "offset": 1, "width": 1 }',
    ];
    expect(() => parseLayout(JSON.parse(`{ "width": 2, "parts": { ${one}, ${two} } }`))).toThrow(
      'Cannot read the layout: the offset of the part "a" must be 0, received 1',
    );
  });

  test.each(["and", "In", "true", "constructor", "__proto__", "then", "7"])(
    "with the reserved name %s",
    (name) => {
      const parts = JSON.parse(`{ "${name}": { "kind": "flag" } }`);
      expect(() => defineLayout(parts)).toThrow(TypeError);
      expect(() => defineLayout(parts)).toThrow("Cannot define the layout: a name must not be");
    },
  );
});

describeEachBackend("probabilities that do not sum to one", () => {
  test("are divided by their sum, as Keras does", async () => {
    const [labels, classes, predictions] = [tensor2d([[0, 1]]), tensor1d([1]), tensor2d([[1, 3]])];
    const losses = [
      categoricalCrossentropy(labels, predictions),
      sparseCategoricalCrossentropy(classes, predictions),
    ];
    for (const each of losses) expect((await read(each))[0]).toBeCloseTo(-Math.log(3 / (1 + 3)), 6);
    dispose([labels, classes, predictions, ...losses]);
  });
});

describe("weights", () => {
  test.each([-1, -1e-30, Number.NaN, Number.POSITIVE_INFINITY, 1e39])("of %d, with the row", (weight) => {
    const message = `row 1, part "weight": needs a finite weight of 0 or more, received ${weight}`;
    expect(() =>
      combineColumns(layout, { digit: [0, 1], isOdd: [0, 1], weight: Float64Array.of(1, weight) }),
    ).toThrow(`Cannot combine labels: ${message}`);
    const good = { digit: 0, isOdd: false, weight: 1 };
    expect(() => combineLabels(layout, [good, { ...good, weight }])).toThrow(
      `Cannot combine labels: ${message}`,
    );
  });

  test.each([-1, Number.NaN])("of %d in a tensor, with the row", async (weight) => {
    const labels = tensor2d([1, 0, 1, 1, 0, 1, 1, weight], [2, 4]);
    await expect(validateLabels(layout, labels)).rejects.toThrow(
      `Cannot validate labels: row 1, part "weight": needs a finite weight of 0 or more, received ${weight}`,
    );
    labels.dispose();
  });

  test.each([-1, Number.NaN])("of %d in a metric, with the row", (weight) => {
    expect(() => accuracy([1, 1], [1, 1], { sampleWeight: [1, weight] })).toThrow(RangeError);
    expect(() => accuracy([1, 1], [1, 1], { sampleWeight: [1, weight] })).toThrow(
      `received ${weight} in row 1`,
    );
  });
});

describe("a class index out of range", () => {
  const words = defineLayout({ word: classIndex(3) });

  test.each([-1, 3, 1.5, Number.NaN])("%d, one-hot or not, with the row", (index) => {
    const message = `needs a class index from 0 to`;
    expect(() => combineColumns(words, { word: [0, index] })).toThrow(
      `row 1, part "word": ${message} 2, received ${index}`,
    );
    expect(() => combineColumns(layout, { digit: [0, index], isOdd: [0, 0], weight: [1, 1] })).toThrow(
      `row 1, part "digit": ${message} 1, received ${index}`,
    );
  });

  test.each([-1, 3, 1.5, Number.NaN])("%d in a tensor, with the row", async (index) => {
    const labels = tensor2d([0, index], [2, 1]);
    await expect(validateLabels(words, labels)).rejects.toThrow(
      `Cannot validate labels: row 1, part "word": needs the index of a class, received ${index}`,
    );
    labels.dispose();
  });
});

describe("a mask that is neither 0 nor 1", () => {
  test.each([2, 0.5, -1, Number.NaN])("%d, with the row", async (isOdd) => {
    expect(() => combineColumns(layout, { digit: [0, 1], isOdd: [1, isOdd], weight: [1, 1] })).toThrow(
      `Cannot combine labels: row 1, part "isOdd": needs true, false, 1 or 0, received ${isOdd}`,
    );
    const labels = tensor2d([1, 0, 1, 1, 0, 1, isOdd, 1], [2, 4]);
    await expect(validateLabels(layout, labels)).rejects.toThrow(
      `Cannot validate labels: row 1, part "isOdd": needs 1 or 0, received ${isOdd}`,
    );
    labels.dispose();
    expect(() => accuracy([1, 1], [1, 1], { mask: [1, isOdd] })).toThrow(`received ${isOdd} in row 1`);
  });
});
