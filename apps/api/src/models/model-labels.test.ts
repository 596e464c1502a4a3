import { expect, test } from "vitest";
import { createModelRepository } from "./create-model-repository.ts";
import { type ModelLabels, readModelLabels } from "./model-labels.ts";

test("a repository tells the labels of each model", async () => {
  const models = createModelRepository({
    sources: [],
    labels: { "odd-digits": { stable: "1", canary: "2" } },
  });
  expect([...models.labels("odd-digits")]).toEqual([
    ["stable", "1"],
    ["canary", "2"],
  ]);
  expect(models.labels("other").size).toBe(0);
  expect(models.labels("constructor").size).toBe(0);
  await models.close();
});

const rule = "must have 1 to 100 letters, digits, `_`, `-` and `.`, a letter or a digit first";

test.each([
  [{ "../x": {} }, `a model's name ${rule}, received "../x"`],
  [{ x: { "": "1" } }, `a label of x ${rule}, received ""`],
  [{ x: { "a/b": "1" } }, `a label of x ${rule}, received "a/b"`],
  [{ x: { stable: "0" } }, 'stable of x must stand for a text such as "2", received "0"'],
  [{ x: { stable: "latest" } }, 'stable of x must stand for a text such as "2", received "latest"'],
  [{ x: { stable: 1 } }, 'stable of x must stand for a text such as "2", received 1'],
])("%o is refused", (labels: object, message) => {
  expect(() => readModelLabels(labels as ModelLabels)).toThrow(
    new RangeError(`Cannot label a version: ${message}`),
  );
});
