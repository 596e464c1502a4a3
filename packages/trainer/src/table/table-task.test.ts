import { describe, expect, test } from "vitest";
import { parseTableTask } from "./table-task.ts";

const smoking = {
  name: "smoking",
  inputs: { numbers: ["Age"], categories: ["Gender"] },
  labels: {
    parts: {
      SmokeNow: { kind: "flag", missing: null },
      known: { kind: "presence", of: "SmokeNow" },
      asked: { kind: "flag", when: "Smoke100" },
    },
    fields: ["Smoke100"],
  },
  losses: { SmokeNow: { loss: "binaryCrossentropy", mask: "asked" } },
};

describe("parseTableTask", () => {
  test("lays the labels out, and fills in what the file leaves out", () => {
    const task = parseTableTask(smoking);
    expect(task.layout.width).toBe(1 + 1 + 1);
    expect(task.learned).toEqual([
      {
        name: "SmokeNow",
        part: { kind: "flag", missing: [], offset: 0, width: 1 },
        loss: "binaryCrossentropy",
        mask: ["asked"],
        weight: 1,
        units: 1,
      },
    ]);
    expect([task.reduction, task.pooling, task.missingCells]).toEqual([
      "meanWithSampleWeight",
      "sumOfParts",
      [],
    ]);
  });

  test("reads its own file again", () => {
    const { file } = parseTableTask(smoking);
    expect(parseTableTask(JSON.parse(JSON.stringify(file))).file).toEqual(file);
  });

  test("counts the outputs of each part: a class each, a label each, or one", () => {
    const task = parseTableTask({
      ...smoking,
      labels: {
        parts: {
          species: { kind: "oneHot", names: ["a", "b", "c"] },
          word: { kind: "classIndex", classes: 5 },
          assays: { kind: "flags", names: ["x", "y"] },
          price: { kind: "value" },
        },
      },
      losses: {
        species: { loss: "categoricalCrossentropy" },
        word: { loss: "sparseCategoricalCrossentropy" },
        assays: { loss: "binaryCrossentropy", weight: 2 },
        price: { loss: "huber" },
      },
    });
    expect(task.learned.map(({ units }) => units)).toEqual([3, 5, 2, 1]);
  });

  test.each<[string, object, string]>([
    [
      "a misspelt field of a part, which would leave -1 a label",
      { ...smoking, labels: { parts: { SmokeNow: { kind: "value", mising: -1 } } } },
      'Cannot define the part "SmokeNow": a part of the kind value must have no other fields than kind, missing, received "mising"',
    ],
    [
      "an unknown field",
      { ...smoking, layout: {} },
      "it must have no other fields than those that are known, received layout",
    ],
    ["no name", { ...smoking, name: "" }, 'name must be a text that is not empty, received ""'],
    [
      "a loss that does not exist",
      { ...smoking, losses: { SmokeNow: { loss: "crossentropy" } } },
      "losses.SmokeNow.loss must be one of categoricalCrossentropy",
    ],
    [
      "a loss that does not fit its part",
      { ...smoking, losses: { SmokeNow: { loss: "categoricalCrossentropy" } } },
      "categoricalCrossentropy learns parts of the kinds oneHot, values",
    ],
    [
      "a mask that is not there",
      { ...smoking, losses: { SmokeNow: { loss: "binaryCrossentropy", mask: "askd" } } },
      'the layout has no part "askd"',
    ],
    [
      "a condition that cannot be understood",
      {
        ...smoking,
        labels: {
          ...smoking.labels,
          parts: { ...smoking.labels.parts, asked: { kind: "flag", when: "Smoke10" } },
        },
      },
      'expected a field, received "Smoke10"\n  Smoke10\n  ^ column 1',
    ],
    [
      "a column for what is neither part nor field",
      { ...smoking, columns: { Smoke: "SmokeNow" } },
      'columns must name parts and fields of the labels, received "Smoke"',
    ],
    [
      "a label among the inputs",
      { ...smoking, inputs: { numbers: ["Age", "SmokeNow"] } },
      'what is learned must not be among the inputs, received the column "SmokeNow" of the part "SmokeNow"',
    ],
    [
      "a label among the inputs by the name of its column",
      { ...smoking, inputs: { categories: ["SMQ040"] }, columns: { SmokeNow: "SMQ040" } },
      'received the column "SMQ040" of the part "SmokeNow"',
    ],
    ["an unknown delimiter", { ...smoking, delimiter: " " }, 'delimiter must be one of ",", ";"'],
    ["no losses", { ...smoking, losses: {} }, "at least one part needs a loss"],
    ["a list", [], "it must be an object, received []"],
  ])("refuses %s", (_title, json, message) => {
    expect(() => parseTableTask(json)).toThrow(message);
  });
});
