import { stripVTControlCharacters } from "node:util";
import { parseCondition } from "@proj/core";
import { describe, expect, test } from "vitest";
import { type AnsweringModel, formatAnswers, formatAnswersJson, toAnswers } from "./predict-output.ts";

/** A model that was trained on some of its classes. */
function model(condition: string, names: readonly string[], supervised: readonly number[]): AnsweringModel {
  return {
    condition: parseCondition(condition, ["label"]),
    classes: names.map((name, label) => {
      const isSupervised = supervised.includes(label);
      return { label, part: "label", name, supervised: isSupervised, samples: isSupervised ? 9 : 0 };
    }),
  };
}

const odd = model("odd", ["0", "1", "2", "3"], [1, 3]);
const predictions = Float32Array.of(0, 0.75, 0, 0.25, 0.5, 0.125, 0.25, 0.125);
const answers = toAnswers(["a.png", "longer.png"], predictions, odd.classes);

describe("toAnswers", () => {
  test("ranks the classes of each row, the lower label first among equals", () => {
    expect(
      answers.map(({ file, label, name, supervised, probability }) => [
        file,
        label,
        name,
        supervised,
        probability,
      ]),
    ).toEqual([
      ["a.png", 1, "1", true, 0.75],
      ["longer.png", 0, "0", false, 0.5],
    ]);
    expect(answers.map(({ probabilities }) => probabilities.map(({ label }) => label))).toEqual([
      [1, 3, 0, 2],
      [0, 2, 1, 3],
    ]);
  });

  test("keeps as many classes as asked for", () => {
    const [first] = toAnswers(["a.png"], predictions.subarray(0, 4), odd.classes, 2);
    expect(first?.probabilities).toEqual([
      { label: 1, name: "1", supervised: true, probability: 0.75 },
      { label: 3, name: "3", supervised: true, probability: 0.25 },
    ]);
  });
});

describe("formatAnswers", () => {
  test("writes a line for each picture, and once what the model never learned", () => {
    expect(formatAnswers(answers.slice(0, 1), odd)).toBe(
      "a.png  1  75.00 %\n" +
        "This model was trained on odd digits only: 0, 2 were never supervised, so a picture of one of them is called " +
        "something else.\n",
    );
  });

  test("marks an answer that was never supervised", () => {
    expect(formatAnswers(answers, odd)).toBe(
      "a.png       1                     75.00 %\n" +
        "longer.png  0 (never supervised)  50.00 %\n" +
        "This model was trained on odd digits only: 0, 2 were never supervised, so an answer that names one of them was " +
        "never learned.\n",
    );
  });

  test("names more classes in the same line", () => {
    const [line] = formatAnswers(answers.slice(0, 1), odd, { top: 3 }).split("\n");
    expect(line).toBe("a.png  1  75.00 %  3  25.00 %  0 (never supervised)  0.00 %");
    const [all] = formatAnswers(answers.slice(0, 1), odd, { top: 99 }).split("\n");
    expect(all?.match(/%/g)).toHaveLength(4);
  });

  test("keeps one line for a picture however many classes there are", () => {
    const names = Array.from({ length: 60 }, (_, label) => `class ${label}`);
    const many = model("true", names, [...names.keys()]);
    const text = formatAnswers(toAnswers(["a.png"], new Float32Array(60).fill(1 / 60), many.classes), many, {
      top: 60,
    });
    expect(text.split("\n")).toHaveLength(2);
  });

  test("says it of one class, of any condition, and of classes with names", () => {
    const last = (condition: AnsweringModel) =>
      formatAnswers(toAnswers(["a.png"], Float32Array.of(0, 1), condition.classes), condition)
        .split("\n")
        .at(-2);
    expect(last(model("label >= 1", ["shirt", "coat"], [1]))).toBe(
      "This model was trained on labels where label >= 1 only: shirt was never supervised, so a picture of it is called " +
        "something else.",
    );
    expect(last(model("true", ["0", "1"], [1]))).toBe(
      "This model was trained without some classes: 0 was never supervised, so a picture of it is called something else.",
    );
  });

  test("says nothing below where every class was supervised, and nothing at all without answers", () => {
    const all = model("true", ["0", "1"], [0, 1]);
    expect(formatAnswers(toAnswers(["a.png"], Float32Array.of(0.25, 0.75), all.classes), all)).toBe(
      "a.png  1  75.00 %\n",
    );
    expect(formatAnswers([], odd)).toBe("");
  });

  test("lets no name out of a file steer the terminal", () => {
    const evil = model("odd", ["0\u001b[2J", "1\u001b[31m"], [1]);
    const text = formatAnswers(
      toAnswers(["\u001b]0;x\u0007.png"], Float32Array.of(0, 1), evil.classes),
      evil,
    );
    expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
  });

  test("colours without moving a column", () => {
    const colored = formatAnswers(answers, odd, { top: 2, color: true });
    expect(colored).toContain("\u001b[33m0 (never supervised)\u001b[39m");
    expect(stripVTControlCharacters(colored)).toBe(formatAnswers(answers, odd, { top: 2 }));
  });
});

describe("formatAnswersJson", () => {
  test("is an array of answers with every probability", () => {
    const json: unknown = JSON.parse(formatAnswersJson(answers.slice(0, 1)));
    expect(json).toEqual([
      {
        file: "a.png",
        label: 1,
        name: "1",
        supervised: true,
        probability: 0.75,
        probabilities: [
          { label: 1, name: "1", supervised: true, probability: 0.75 },
          { label: 3, name: "3", supervised: true, probability: 0.25 },
          { label: 0, name: "0", supervised: false, probability: 0 },
          { label: 2, name: "2", supervised: false, probability: 0 },
        ],
      },
    ]);
    expect(JSON.parse(formatAnswersJson([]))).toEqual([]);
  });
});
