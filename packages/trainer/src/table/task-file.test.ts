import { expect, test } from "vitest";
import { parseTaskFile } from "./task-file.ts";

const task = {
  name: "survey",
  inputs: { numbers: ["age"] },
  labels: { parts: { constructor: { kind: "value" }, prototype: { kind: "flag" } } },
  losses: { constructor: { loss: "meanSquaredError" } },
  columns: { constructor: "builder", prototype: "first" },
};

test("parts may be called like what every object has", () => {
  const { labels, losses, columns } = parseTaskFile(task);
  expect(labels.parts).toEqual(task.labels.parts);
  expect(losses).toEqual({ constructor: { loss: "meanSquaredError", mask: [], weight: 1 } });
  expect(columns).toEqual(task.columns);
});

test.each<[string, object, string]>([
  [
    "a list of losses",
    { losses: [] },
    "losses must be an object with a loss for each part that is learned, received []",
  ],
  [
    "a part without a name",
    { labels: { parts: { "": { kind: "value" } } } },
    "labels.parts. must be under a name that is not empty",
  ],
  [
    "a part that is a text",
    { labels: { parts: { a: "flag" } } },
    'labels.parts.a must be the definition of a part, received "flag"',
  ],
  [
    "an option that is out of range",
    { losses: { constructor: { loss: "huber", options: { delta: 0 } } } },
    "losses.constructor.options.delta must be a number above 0, received 0",
  ],
  [
    "a smoothing that leaves nothing of the label",
    { losses: { prototype: { loss: "binaryCrossentropy", options: { labelSmoothing: 1 } } } },
    "losses.prototype.options.labelSmoothing must be a number from 0 to below 1, received 1",
  ],
  [
    "an option of another loss",
    { losses: { prototype: { loss: "binaryCrossentropy", options: { gamma: 2 } } } },
    "losses.prototype.options must be options of binaryCrossentropy (labelSmoothing), received gamma",
  ],
  [
    "an option that there is not",
    { losses: { prototype: { loss: "binaryCrossentropy", options: { fromLogits: true } } } },
    "losses.prototype.options must have no other fields than those that are known, received fromLogits",
  ],
  [
    "no labels",
    { labels: undefined },
    "labels must be an object with parts and, if conditions need them, fields, received nothing",
  ],
])("refuses %s", (_title, more, message) => {
  expect(() => parseTaskFile({ ...task, ...more })).toThrow(message);
});
