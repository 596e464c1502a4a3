import { describe, expect, expectTypeOf, test } from "vitest";
import { defineLayout } from "./define-layout.ts";
import { flag } from "./flag.ts";
import type { Layout, MaskName, PartName } from "./layout.ts";
import { oneHot } from "./one-hot.ts";
import type { OneHot } from "./part-definitions.ts";
import { sampleWeight } from "./sample-weight.ts";
import { value } from "./value.ts";

describe("defineLayout", () => {
  test("places the parts side by side in the order of their names in the code", () => {
    const layout = defineLayout({ digit: oneHot(10), isOdd: flag(), weight: value() });
    expect(layout).toEqual({
      width: 10 + 1 + 1,
      parts: {
        digit: { kind: "oneHot", classes: 10, offset: 0, width: 10 },
        isOdd: { kind: "flag", offset: 10, width: 1 },
        weight: { kind: "value", offset: 11, width: 1 },
      },
      fields: [],
    });
  });

  test("gives frozen plain data", () => {
    const layout = defineLayout({ digit: oneHot(10) });
    expect(Object.isFrozen(layout)).toBe(true);
    expect(Object.isFrozen(layout.parts)).toBe(true);
    expect(Object.isFrozen(layout.parts.digit)).toBe(true);
    expect(JSON.parse(JSON.stringify(layout))).toEqual(layout);
  });

  test("takes parts of another layout, also through JSON, and gives them a place of their own", () => {
    const other = defineLayout({ isOdd: flag(), digit: oneHot(3) });
    const { digit } = JSON.parse(JSON.stringify(other.parts));
    for (const part of [other.parts.digit, digit]) {
      const layout = defineLayout({ digit: part });
      expect(layout.parts.digit).toEqual({ kind: "oneHot", classes: 3, offset: 0, width: 3 });
    }
  });

  test.each<[object, string]>([
    [{ kind: "oneHot", classes: 3, mising: -1 }, 'kind, classes, names, missing, received "mising"'],
    [{ kind: "classIndex", class: 3, classes: 3 }, 'kind, classes, names, missing, received "class"'],
    [{ kind: "flag", whn: "age > 3" }, 'kind, when, missing, received "whn"'],
    [{ kind: "flags", size: 2, classes: 2 }, 'kind, size, names, missing, received "classes"'],
    [{ kind: "value", mising: -1 }, 'kind, missing, received "mising"'],
    [{ kind: "values", size: 2, name: ["x", "y"] }, 'kind, size, names, missing, received "name"'],
    [{ kind: "sampleWeight", missing: -1 }, 'kind, received "missing"'],
    [{ kind: "presence", of: "age", off: 1 }, 'kind, of, received "off"'],
  ])("refuses a field that nobody reads: %j", (definition, fields) => {
    const call = () => Reflect.apply(defineLayout, undefined, [{ part: definition, age: value() }]);
    expect(call).toThrow(TypeError);
    expect(call).toThrow(
      `Cannot define the part "part": a part of the kind ${Reflect.get(definition, "kind")} must have no other fields than ${fields}`,
    );
  });

  test.each<[unknown, string]>([
    [{ feilds: ["age"] }, 'options must have no other fields than fields, received "feilds"'],
    [["age"], 'options must have no other fields than fields, received "0"'],
    ["age", 'options must be an object, received "age"'],
    [null, "options must be an object, received null"],
  ])("refuses the options %j", (options, message) => {
    const call = () => Reflect.apply(defineLayout, undefined, [{ digit: oneHot(3) }, options]);
    expect(call).toThrow(TypeError);
    expect(call).toThrow(`Cannot define the layout: ${message}`);
  });

  test("takes names that are no identifiers", () => {
    expect(Object.keys(defineLayout({ "NR-AR": flag(), "größe in cm": value(), v2: flag() }).parts)).toEqual([
      "NR-AR",
      "größe in cm",
      "v2",
    ]);
  });

  test("refuses a layout without parts", () => {
    expect(() => defineLayout({})).toThrow(TypeError);
    expect(() => defineLayout({})).toThrow("at least one part is needed, received none");
  });

  test.each([null, undefined, 5, "digit", [oneHot(2)]])(
    "refuses %j, which is no object of parts",
    (parts) => {
      expect(() => Reflect.apply(defineLayout, undefined, [parts])).toThrow(
        "parts must be an object of names and parts",
      );
    },
  );

  test.each([
    ["0", "must not be an integer"],
    ["-12", "must not be an integer"],
    ["", "must have 1 to 100 characters"],
    ["x".repeat(101), "must have 1 to 100 characters"],
    [" digit", "invisible characters"],
    ["a\nb", "invisible characters"],
    ["and", "must not be a word of the condition language"],
    ["In", "must not be a word of the condition language"],
    ["TRUE", "must not be a word of the condition language"],
    ["constructor", "must not be one that JavaScript uses"],
    ["toString", "must not be one that JavaScript uses"],
    ["then", "must not be one that JavaScript uses"],
    ["prototype", "must not be one that JavaScript uses"],
  ])("refuses the name %j: %s", (name, reason) => {
    expect(() => defineLayout({ digit: oneHot(10), [name]: flag() })).toThrow(TypeError);
    expect(() => defineLayout({ digit: oneHot(10), [name]: flag() })).toThrow(reason);
  });

  test("refuses __proto__ as JSON can bring it", () => {
    expect(() => defineLayout(JSON.parse('{ "__proto__": { "kind": "flag" } }'))).toThrow(
      "one that JavaScript uses",
    );
  });

  test.each([null, 3, "oneHot", {}, { kind: "toString" }, { kind: "onehot", classes: 3 }])(
    "refuses the definition %j",
    (definition) => {
      expect(() => Reflect.apply(defineLayout, undefined, [{ digit: definition }])).toThrow(
        'Cannot define the part "digit": it must be of a kind out of oneHot, classIndex, flag, flags, value, values, sampleWeight, presence',
      );
    },
  );

  test.each([1, 0, -3, 2.5, Number.NaN, 1_000_001])("refuses %d classes", (classes) => {
    expect(() => oneHot(classes)).toThrow(RangeError);
    expect(() => oneHot(classes)).toThrow(
      `classes must be a whole number from 2 to 1000000, received ${classes}`,
    );
    expect(() => defineLayout({ digit: { kind: "oneHot", classes } })).toThrow(`received ${classes}`);
  });

  test("refuses more than 1,000,000 columns", () => {
    expect(() => defineLayout({ a: oneHot(600_000), b: oneHot(600_000) })).toThrow("received 1200000");
  });
});

describe("layout types", () => {
  const layout = defineLayout({ digit: oneHot(10), isOdd: flag(), age: value(), weight: sampleWeight() });
  type Definitions = typeof layout extends Layout<infer D> ? D : never;

  test("carry the names of the parts", () => {
    expectTypeOf<PartName<Definitions>>().toEqualTypeOf<"digit" | "isOdd" | "age" | "weight">();
    expectTypeOf(layout.parts.digit.classes).toEqualTypeOf<number>();
    expectTypeOf(layout.parts.digit).toExtend<OneHot>();
    // @ts-expect-error A misspelt part is not there.
    expect(layout.parts.digt).toBeUndefined();
    // @ts-expect-error A flag has no classes.
    expect(layout.parts.isOdd.classes).toBeUndefined();
  });

  test("know which parts can be a mask", () => {
    expectTypeOf<MaskName<Definitions>>().toEqualTypeOf<"isOdd" | "weight">();
  });

  test("fit wherever any layout does", () => {
    const any: Layout = layout;
    expect(any.parts["digit"]?.kind).toBe("oneHot");
  });

  test("are read-only", () => {
    expect(() => {
      // @ts-expect-error A layout does not change.
      layout.width = 3;
    }).toThrow(TypeError);
  });
});
