import { type Condition, defineLayout, flag, oneHot, parseCondition } from "@proj/core";
import type { Manifest } from "@proj/model";
import { memory } from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { everyRow, filterRows, pageLength, pageOf, type RowFilter } from "./filter-rows.ts";
import { heldOutRows } from "./held-out-rows.ts";
import { labelCosts } from "./label-costs.ts";

const odd = parseCondition("odd", ["digit"]);

/** What the views read of the manifest of a model that learned digits under a condition. */
function manifestOf(
  condition: Condition,
  layout: object = defineLayout({ digit: oneHot(10), counts: flag({ when: "odd" }) }),
) {
  return {
    name: "odd",
    labels: {
      layout,
      learned: [{ part: "digit", loss: "categoricalCrossentropy", mask: ["counts"], weight: 1 }],
    },
    condition,
    classes: Array.from({ length: 10 }, (_, label) => ({
      label,
      part: "digit",
      name: String(label),
      supervised: label % 2 === 1,
      samples: 9,
    })),
  } as unknown as Manifest;
}

/** Probabilities of ten classes: one digit has the given one, the others share the rest. */
const sure = (digit: number, probability: number): number[] =>
  Array.from({ length: 10 }, (_, each) => (each === digit ? probability : (1 - probability) / 9));

const digits = Uint8Array.of(3, 4, 7, 7);
const predictions = Float32Array.from([...sure(3, 0.5), ...sure(9, 0.91), ...sure(1, 0.82), ...sure(7, 1)]);
const heldOut = { count: 4, images: new Uint8Array(4 * 784), labels: digits };

test("the label tensor has eleven columns, and what a label costs is its cross-entropy times the eleventh", () => {
  const before = memory().numTensors;
  const { columnNames, labels, crossentropy, cost } = labelCosts(manifestOf(odd), digits, predictions);
  expect(memory().numTensors).toBe(before);
  expect(columnNames).toEqual(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "counts"]);
  expect(Array.from(labels.subarray(0, 22))).toEqual([
    ...[0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1],
    ...[0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
  ]);
  const expected = [-Math.log(0.5), -Math.log(0.01), -Math.log(0.02), 0];
  for (const [index, value] of expected.entries()) {
    expect(crossentropy[index]).toBeCloseTo(value, 5);
    expect(cost[index]).toBeCloseTo(index === 1 ? 0 : value, 5);
  }
  expect(cost[1]).toBe(0);
});

test("the condition is that of the model, whatever it is", () => {
  const { labels } = labelCosts(manifestOf(parseCondition("digit in 4,7", ["digit"])), digits, predictions);
  expect([10, 21, 32, 43].map((index) => labels[index])).toEqual([0, 1, 1, 1]);
});

test("a model that learned something else is refused with its parts", () => {
  const layout = defineLayout({ digit: oneHot(10) });
  expect(() => labelCosts(manifestOf(odd, layout), digits, predictions)).toThrow(
    "Cannot show the labels of the model odd: it must have learned one class under one condition, received parts of the kinds oneHot",
  );
});

const rows = heldOutRows(heldOut, predictions, labelCosts(manifestOf(odd), digits, predictions));

test("a row says what an image shows, whether that counts, and what the model makes of it", () => {
  expect(rows.map(({ label, isLive, predicted, isRight }) => [label, isLive, predicted, isRight])).toEqual([
    [3, true, 3, true],
    [4, false, 9, false],
    [7, true, 1, false],
    [7, true, 7, true],
  ]);
  expect(rows[1]?.probability).toBeCloseTo(0.91);
});

test.each<[Partial<RowFilter>, number[]]>([
  [{}, [0, 1, 2, 3]],
  [{ outcome: "right" }, [0, 3]],
  [{ outcome: "wrong" }, [1, 2]],
  [{ labels: "live" }, [0, 2, 3]],
  [{ labels: "masked" }, [1]],
  [{ outcome: "right", labels: "masked" }, []],
  [{ digit: 7 }, [2, 3]],
  [{ digit: 7, outcome: "wrong", labels: "live" }, [2]],
  [{ order: "crossentropy" }, [1, 2, 0, 3]],
  [{ order: "cost" }, [2, 0, 1, 3]],
])("the filter %j lets %j through", (filter, expected) => {
  const kept = filterRows(rows, { ...everyRow, ...filter }).map(({ index }) => index);
  // Costs of almost 0 may lie in any order.
  expect(filter.order === undefined ? kept : kept.slice(0, 2)).toEqual(
    filter.order === undefined ? expected : expected.slice(0, 2),
  );
});

test("rows come in pages, and a page that is not there is the last one", () => {
  const many = Array.from({ length: 2 * pageLength + 1 }, () => rows).flatMap(([row]) => row ?? []);
  expect(pageOf(many, 3)).toMatchObject({ number: 3, count: 3, rows: { length: 1 } });
  expect(pageOf(many, 9)).toEqual(pageOf(many, 3));
  expect(pageOf([], 2)).toEqual({ rows: [], number: 1, count: 1 });
});
