import { describe, expect, test } from "vitest";
import { defaultSettings } from "./settings.ts";
import { readSettings, writeSettings } from "./settings-query.ts";

describe("writeSettings", () => {
  test("the worked example needs no words", () => {
    expect(writeSettings(defaultSettings)).toBe("");
  });

  test("what differs from it is written down, digits as a condition", () => {
    expect(writeSettings({ ...defaultSettings, digits: [0, 2, 4, 6, 8], epochs: 5 })).toBe(
      "condition=even&epochs=5",
    );
    expect(writeSettings({ ...defaultSettings, digits: [1, 4], learningRate: 0.01 })).toBe(
      "condition=digit+in+1%2C4&learningRate=0.01",
    );
  });
});

describe("readSettings", () => {
  test.each([
    defaultSettings,
    {
      digits: [0, 7],
      reduction: "sum",
      epochs: 100,
      batchSize: 1,
      learningRate: 0.00005,
      hiddenUnits: 512,
      engine: "eager",
    },
  ] as const)("settings that were written are read: %o", (settings) => {
    expect(readSettings(`?${writeSettings(settings)}`)).toEqual({ settings, refused: [] });
  });

  test("any condition over digits is taken, as the digits for which it holds", () => {
    expect(readSettings("condition=digit+%25+3+%3D+0").settings.digits).toEqual([0, 3, 6, 9]);
  });

  test.each([
    ["condition=digit+%3E+9", "condition"],
    ["condition=%3Cscript%3E", "condition"],
    ["condition=", "condition"],
    ["reduction=none", "reduction"],
    ["engine=turbo", "engine"],
    ["epochs=0", "epochs"],
    ["epochs=101", "epochs"],
    ["epochs=2.5", "epochs"],
    ["epochs=", "epochs"],
    ["epochs=0x3.", "epochs"],
    ["batchSize=1e9", "batchSize"],
    ["learningRate=0", "learningRate"],
    ["learningRate=NaN", "learningRate"],
    ["learningRate=Infinity", "learningRate"],
    ["hiddenUnits=-1", "hiddenUnits"],
  ])("%s is refused by name, and the worked example's value taken", (query, name) => {
    expect(readSettings(query)).toEqual({ settings: defaultSettings, refused: [name] });
  });

  test("names that are no settings are passed over", () => {
    expect(readSettings("?utm_source=x&__proto__=y")).toEqual({ settings: defaultSettings, refused: [] });
  });
});
