import { expect, test } from "vitest";
import { combineColumns } from "../layout/combine-columns.ts";
import { defineLayout } from "../layout/define-layout.ts";
import { flag } from "../layout/flag.ts";
import { sampleWeight } from "../layout/sample-weight.ts";
import { value } from "../layout/value.ts";
import { combinedLoss } from "./combined-loss.ts";
import { meanSquaredError } from "./mean-squared-error.ts";

const layout = defineLayout({ age: value(), asked: flag(), weight: sampleWeight() });
const loss = meanSquaredError;

test.each<[string, unknown, string]>([
  ["no object", null, 'the part "age" must be an object, received null'],
  [
    "a misspelt mask, which would mask nothing",
    { loss, masks: "asked" },
    'the part "age" must have no other fields than loss, mask, weight, received "masks"',
  ],
  ["a mask that is no name", { loss, mask: 3 }, "must be a name or a list of names, received 3"],
  [
    "masks that are no names",
    { loss, mask: [null] },
    "must be a name or a list of names, received an array of 1",
  ],
  [
    "a weight named twice, which would be squared",
    { loss, mask: ["weight", "asked", "weight"] },
    'must name each part once, received "weight" twice',
  ],
])("combinedLoss refuses %s", (_title, term, message) => {
  expect(() => Reflect.apply(combinedLoss, undefined, [layout, { age: term }])).toThrow(TypeError);
  expect(() => Reflect.apply(combinedLoss, undefined, [layout, { age: term }])).toThrow(message);
});

test("combinedLoss refuses a part that masks itself", () => {
  expect(() => combinedLoss(layout, { asked: { loss, mask: "asked" } })).toThrow(
    'the mask of the part "asked" must be another part, received itself: only its positives would count',
  );
});

test.each([null, undefined, 3, {}])("%j is no layout", (wrong) => {
  const message = "it must be one that defineLayout or parseLayout gave";
  expect(() => Reflect.apply(combinedLoss, undefined, [wrong, { age: { loss } }])).toThrow(message);
  expect(() => Reflect.apply(combineColumns, undefined, [wrong, {}])).toThrow(message);
});
