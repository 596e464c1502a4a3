import { describe, expect, test } from "vitest";
import { parseCondition } from "../conditions/parse-condition.ts";
import { accuracy } from "./accuracy.ts";
import { confusionMatrix } from "./confusion-matrix.ts";
import { evaluateSlices } from "./evaluate-slices.ts";
import { rocAuc } from "./roc-auc.ts";
import { topKAccuracy } from "./top-k-accuracy.ts";

const LABELS = [1, 2, 3, 4, 5];
const PREDICTIONS = [1, 3, 3, 5, 7];
const ODD = parseCondition("odd", ["digit"]);
const EVEN = parseCondition("even", ["digit"]);

describe("evaluateSlices", () => {
  test("gives odd and even digits their counts and metrics", () => {
    const rows = { labels: LABELS, predictions: PREDICTIONS, fields: { digit: LABELS } };
    expect(evaluateSlices(rows, { odd: ODD, even: EVEN }, { accuracy, confusionMatrix })).toEqual({
      odd: {
        count: 3,
        metrics: { accuracy: 2 / 3, confusionMatrix: confusionMatrix([1, 3, 5], [1, 3, 7]) },
      },
      even: { count: 2, metrics: { accuracy: 0 / 2, confusionMatrix: confusionMatrix([2, 4], [3, 5]) } },
    });
  });

  test("types the slices and metrics by name", () => {
    const rows = { labels: LABELS, predictions: PREDICTIONS, fields: { digit: LABELS } };
    const slices = evaluateSlices(rows, { odd: ODD }, { accuracy });
    const value: number | null = slices.odd.metrics.accuracy;
    expect(value).toBe(2 / 3);
    // @ts-expect-error: there is no slice of that name.
    expect(slices.even).toBeUndefined();
    // @ts-expect-error: there is no metric of that name.
    expect(slices.odd.metrics.recall).toBeUndefined();
  });

  test("lets slices overlap and speak of several fields", () => {
    const adult = parseCondition("age >= 20 and smoked", ["age", "smoked"]);
    const anybody = parseCondition("true", []);
    const rows = {
      labels: [0, 1, 1],
      predictions: [0, 1, 0],
      fields: { age: [30, 10, 40], smoked: [true, true, true] },
    };
    const { adults, all } = evaluateSlices(rows, { adults: adult, all: anybody }, { accuracy });
    expect([adults.count, adults.metrics.accuracy]).toEqual([2, 1 / 2]);
    expect([all.count, all.metrics.accuracy]).toEqual([3, 2 / 3]);
  });

  test("is null for every metric of a slice without rows", () => {
    const rows = { labels: [1], predictions: [1], fields: { digit: [1] } };
    expect(evaluateSlices(rows, { even: EVEN }, { accuracy, confusionMatrix }).even).toEqual({
      count: 0,
      metrics: { accuracy: null, confusionMatrix: null },
    });
  });

  test("keeps weights, and reads neither label nor field of what is masked", () => {
    const rows = {
      labels: [1, 3, Number.NaN],
      predictions: [1, 1, 1],
      fields: { digit: [1, 3, Number.NaN] },
      sampleWeight: [3, 1, 1],
      mask: [1, 1, 0],
    };
    const { odd } = evaluateSlices(rows, { odd: ODD }, { accuracy });
    expect([odd.count, odd.metrics.accuracy]).toEqual([2, 3 / (3 + 1)]);
  });

  test("takes metrics with arguments of their own, and several scores a row", () => {
    const rows = { labels: [0, 1], predictions: [0.6, 0.4, 0.7, 0.3], fields: { digit: [7, 8] } };
    const { odd, even } = evaluateSlices(
      rows,
      { odd: ODD, even: EVEN },
      { top1: (labels, scores, options) => topKAccuracy(labels, scores, 2, 1, options) },
    );
    expect([odd.metrics.top1, even.metrics.top1]).toEqual([1, 0]);
  });

  test("passes on what a metric throws, such as one class alone", () => {
    const rows = { labels: [1, 0], predictions: [0.6, 0.4], fields: { digit: [1, 2] } };
    expect(() => evaluateSlices(rows, { odd: ODD }, { rocAuc })).toThrow("both classes are needed");
  });

  test("refuses a condition that was not parsed", () => {
    const rows = { labels: [1, 2], predictions: [1, 2], fields: { digit: [1, 2] } };
    for (const condition of ["digit = 1", null, {}]) {
      const call = () => Reflect.apply(evaluateSlices, undefined, [rows, { one: condition }, { accuracy }]);
      expect(call).toThrow(TypeError);
      expect(call).toThrow('the slice "one" needs a condition that parseCondition gave, received');
    }
  });

  test.each([Number.NaN, null, undefined])(
    "leaves a row out whose condition an unknown field, %s, does not decide",
    (unknown) => {
      const names = ["age", "smoked"];
      const slices = {
        adults: parseCondition("age >= 20", names),
        others: parseCondition("not (age >= 20)", names),
        smokersOrAdults: parseCondition("smoked or age >= 20", names),
        adultSmokers: parseCondition("smoked and age >= 20", names),
      };
      const rows = {
        labels: [1, 1, 1, 1],
        predictions: [1, 1, 0, 0],
        fields: { age: [30, 10, unknown, unknown], smoked: [false, false, true, false] },
      };
      const { adults, others, smokersOrAdults, adultSmokers } = evaluateSlices(rows, slices, { accuracy });
      expect([adults.count, others.count, smokersOrAdults.count, adultSmokers.count]).toEqual([1, 1, 2, 0]);
      expect(smokersOrAdults.metrics.accuracy).toBe(1 / 2);
    },
  );

  test("refuses columns of another length, and a field that is missing or infinite", () => {
    const rows = { labels: [1, 2], predictions: [1, 2] };
    expect(() => evaluateSlices({ ...rows, fields: { digit: [1] } }, { odd: ODD }, { accuracy })).toThrow(
      'the field "digit" needs one value for each label, received 1 for 2 labels',
    );
    const fields = { digit: [1, 2] };
    expect(() => evaluateSlices({ ...rows, fields, mask: [1] }, { odd: ODD }, { accuracy })).toThrow(
      "the mask needs one value for each label",
    );
    expect(() => evaluateSlices({ ...rows, fields: {} }, { odd: ODD }, { accuracy })).toThrow(
      'the field "digit" is missing',
    );
    expect(() =>
      evaluateSlices(
        { ...rows, fields: { digit: [1, Number.POSITIVE_INFINITY] } },
        { odd: ODD },
        { accuracy },
      ),
    ).toThrow(TypeError);
  });
});
