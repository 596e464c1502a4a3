import { classIndex, defineLayout, flag, flags, oneHot, value, values } from "@proj/core";
import { expect, test } from "vitest";
import { isList, labelsPerRow, predictionWidth } from "./label-parts.ts";
import { parseTableTask } from "./table-task.ts";

test("several flags and values have a label each, also where they are one; every other part has one", () => {
  const { parts } = defineLayout({
    digit: oneHot(10),
    word: classIndex(5),
    isOdd: flag(),
    assays: flags(12),
    age: value(),
    place: values(["x"]),
  });
  const lists = Object.entries(parts).map(([name, part]) => [name, isList(part), labelsPerRow(part)]);
  expect(lists).toEqual([
    ["digit", false, 1],
    ["word", false, 1],
    ["isOdd", false, 1],
    ["assays", true, 12],
    ["age", false, 1],
    ["place", true, 1],
  ]);
});

test("predictions have a column for each class and for each label of another part", () => {
  const { learned } = parseTableTask({
    name: "all",
    inputs: { numbers: ["x"] },
    labels: {
      parts: {
        level: { kind: "oneHot", names: ["low", "middle", "high"] },
        word: { kind: "classIndex", classes: 5 },
        assays: { kind: "flags", names: ["a", "b"] },
        age: { kind: "value" },
      },
    },
    losses: {
      level: { loss: "categoricalCrossentropy" },
      word: { loss: "sparseCategoricalCrossentropy" },
      assays: { loss: "binaryCrossentropy" },
      age: { loss: "huber" },
    },
  });
  expect(predictionWidth(learned)).toBe(3 + 5 + 2 + 1);
});
