import { describe, expect, test } from "vitest";
import { defineLayout } from "./define-layout.ts";
import { flag } from "./flag.ts";
import { oneHot } from "./one-hot.ts";
import { parseLayout } from "./parse-layout.ts";
import { value } from "./value.ts";

const layout = defineLayout({ digit: oneHot(10), isOdd: flag(), age: value() });

type MutableJson = { [key: string]: unknown };

/** Replaces what is at a path of plain data. */
function set(json: MutableJson, path: readonly string[], value: unknown): void {
  const [key = "", ...rest] = path;
  if (rest.length === 0) json[key] = value;
  else set(json[key] as MutableJson, rest, value);
}

describe("parseLayout", () => {
  test("gives a layout back after a trip through JSON, frozen", () => {
    const back = parseLayout(JSON.parse(JSON.stringify(layout)));
    expect(back).toEqual(layout);
    expect(Object.keys(back.parts)).toEqual(["digit", "isOdd", "age"]);
    expect(Object.isFrozen(back.parts)).toBe(true);
  });

  test("orders the parts by offset, whatever order their keys came in", () => {
    const { age, isOdd, digit } = layout.parts;
    const back = parseLayout({ parts: { age, isOdd, digit }, width: 12 });
    expect(Object.keys(back.parts)).toEqual(["digit", "isOdd", "age"]);
  });

  test.each([null, 5, "layout", [], {}, { parts: [] }, { parts: null }])(
    "refuses %j, which is no layout",
    (json) => {
      expect(() => parseLayout(json)).toThrow(TypeError);
      expect(() => parseLayout(json)).toThrow("it must be an object with a width and parts");
    },
  );

  test("refuses a layout without parts", () => {
    expect(() => parseLayout({ width: 0, parts: {} })).toThrow("at least one part is needed");
  });
});

describe("parseLayout refuses numbers that are not those of the parts", () => {
  test.each<[string, (json: MutableJson) => void, string]>([
    ["a wrong sum", (json) => set(json, ["width"], 11), "the width must be 12, received 11"],
    ["no sum", (json) => set(json, ["width"], undefined), "the width must be 12, received undefined"],
    [
      "a gap",
      (json) => set(json, ["parts", "age", "offset"], 12),
      'the offset of the part "age" must be 11, received 12',
    ],
    [
      "an overlap",
      (json) => set(json, ["parts", "isOdd", "offset"], 9),
      'the offset of the part "isOdd" must be 10, received 9',
    ],
    [
      "a width of its own",
      (json) => set(json, ["parts", "digit", "width"], 9),
      'the width of the part "digit" must be 10, received 9',
    ],
    ["no offset", (json) => set(json, ["parts", "digit", "offset"], undefined), "received undefined"],
    ["an offset in words", (json) => set(json, ["parts", "digit", "offset"], "0"), 'must be 0, received "0"'],
  ])("%s", (_title, change, message) => {
    const json: MutableJson = JSON.parse(JSON.stringify(layout));
    change(json);
    expect(() => parseLayout(json)).toThrow(RangeError);
    expect(() => parseLayout(json)).toThrow(message);
  });

  test.each<[string, unknown]>([
    ["kind", "classindex"],
    ["classes", 1],
    ["classes", "10"],
  ])("and a definition whose %s is %j", (key, bad) => {
    const json: MutableJson = JSON.parse(JSON.stringify(layout));
    set(json, ["parts", "digit", key], bad);
    expect(() => parseLayout(json)).toThrow('Cannot define the part "digit"');
  });

  test("and a field of a part that it would leave out", () => {
    const json: MutableJson = JSON.parse(JSON.stringify(layout));
    set(json, ["parts", "age", "mising"], [-1]);
    expect(() => parseLayout(json)).toThrow(
      'Cannot define the part "age": a part of the kind value must have no',
    );
  });

  test("and a part that is no object", () => {
    const json: MutableJson = JSON.parse(JSON.stringify(layout));
    set(json, ["parts", "digit"], 3);
    expect(() => parseLayout(json)).toThrow('Cannot define the part "digit"');
  });
});
