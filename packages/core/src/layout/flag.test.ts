import { describe, expect, test } from "vitest";
import { ConditionSyntaxError } from "../conditions/condition-syntax-error.ts";
import { combineColumns } from "./combine-columns.ts";
import { defineLayout } from "./define-layout.ts";
import { flag } from "./flag.ts";
import { flags } from "./flags.ts";
import { oneHot } from "./one-hot.ts";
import { parseLayout } from "./parse-layout.ts";
import { presence } from "./presence.ts";
import { sampleWeight } from "./sample-weight.ts";
import { value } from "./value.ts";

describe("flag", () => {
  test("is a frozen definition, with a condition or with codes of missing flags", () => {
    expect(flag()).toEqual({ kind: "flag" });
    expect(flag({ missing: [-1, null] })).toEqual({ kind: "flag", missing: [-1] });
    expect(flag({ when: "age > 3" })).toEqual({ kind: "flag", when: "age > 3" });
    expect(Object.isFrozen(flag({ when: "age > 3" }))).toBe(true);
  });

  test("refuses a condition that is no text, and one beside codes of missing flags", () => {
    // @ts-expect-error A condition is a text.
    expect(() => flag({ when: () => true })).toThrow(TypeError);
    // @ts-expect-error A condition is a text.
    expect(() => flag({ when: () => true })).toThrow(
      "Cannot define a flag: when must be the text of a condition, received a function; a function goes to combineLabels",
    );
    // @ts-expect-error One or the other.
    expect(() => flag({ when: "age > 3", missing: -1 })).toThrow(
      "Cannot define a flag: a flag that a condition decides is never missing, received both when and missing",
    );
  });

  test("refuses a misspelt condition, without which samples would have to bring the flag", () => {
    // @ts-expect-error An option is when or missing.
    expect(() => flag({ whn: "age > 3" })).toThrow(
      'Cannot define a flag: options must have no other fields than when, missing, received "whn"',
    );
  });
});

describe("a flag that a condition decides", () => {
  const layout = defineLayout(
    {
      digit: oneHot(10, { missing: -1 }),
      known: presence("digit"),
      isOdd: flag({ when: "digit % 2 = 1" }),
      isLargeOdd: flag({ when: "isOdd and digit >= limit" }),
    },
    { fields: ["limit"] },
  );
  const decided = (digit: readonly (number | null)[], limit: readonly (number | null)[]) =>
    // The two flags are the last columns.
    [...combineColumns(layout, { digit, limit })].reduce<string[]>((rows, label, at) => {
      const column = at % layout.width;
      if (column === layout.width - 2) rows.push("");
      if (column >= layout.width - 2) rows.push(`${rows.pop()}${label}`);
      return rows;
    }, []);

  test("is computed from parts, fields, and flags that conditions before it decide", () => {
    expect(decided([3, 7, 4], [5, 5, 5])).toEqual(["10", "11", "00"]);
  });

  test("does not hold where what it needs is unknown", () => {
    expect(decided([-1, null, 7], [5, 5, null])).toEqual(["00", "00", "10"]);
  });

  test("does not hold either where a presence denies the label that it needs", () => {
    const labels = combineColumns(layout, { digit: [7], known: [0], limit: [5] });
    expect([...labels.slice(-2)]).toEqual([0, 0]);
  });

  test("is taken where it is given, and its fields are not needed then", () => {
    const labels = combineColumns(layout, {
      digit: [4],
      isOdd: [true],
      isLargeOdd: [1],
      // @ts-expect-error The types want it in any case.
      limit: undefined,
    });
    expect([...labels.slice(-2)]).toEqual([1, 1]);
  });

  test("comes back from JSON with its condition and fields", () => {
    const back = parseLayout(JSON.parse(JSON.stringify(layout)));
    expect(back).toEqual(layout);
    expect(back.fields).toEqual(["limit"]);
  });

  test("says the row in which it cannot be decided", () => {
    expect(() => combineColumns(layout, { digit: [1, 3], limit: [5, Number.POSITIVE_INFINITY] })).toThrow(
      TypeError,
    );
    expect(() => combineColumns(layout, { digit: [1, 3], limit: [5, Number.POSITIVE_INFINITY] })).toThrow(
      'Cannot combine labels: row 1, part "isLargeOdd": Cannot evaluate the condition "isOdd and digit >= limit": the field "limit" must be a finite number or a boolean, received Infinity',
    );
    const ages = defineLayout({ age: value(), isAdult: flag({ when: "age" }) });
    expect(() => combineColumns(ages, { age: [1, 20] })).toThrow(RangeError);
    expect(() => combineColumns(ages, { age: [1, 20] })).toThrow('row 1, part "isAdult"');
  });

  test("wants the fields that it needs", () => {
    // @ts-expect-error A field is missing.
    expect(() => combineColumns(layout, { digit: [1] })).toThrow(
      'Cannot combine labels: the field "limit" needs an array or typed array, received undefined among the columns digit',
    );
  });

  test("points at the column of a misspelt name, and says which names there are", () => {
    const define = () => defineLayout({ digit: oneHot(10), isOdd: flag({ when: "digt % 2 = 1" }) });
    expect(define).toThrow(ConditionSyntaxError);
    expect(define).toThrow('expected a field, received "digt"');
    const error = failureOf(define);
    expect(error.column).toBe(1);
    expect(error.message).toContain("digit");
    expect(
      failureOf(() => defineLayout({ digit: oneHot(10), isOdd: flag({ when: "digit > 3 and smoked" }) }))
        .column,
    ).toBe("digit > 3 and ".length + 1);
  });

  test.each([
    ["a flag that a later condition decides", "later"],
    ["several flags", "assays"],
    ["a presence", "known"],
    ["itself", "isOdd"],
  ])("cannot speak of %s", (_, name) => {
    expect(() =>
      defineLayout({
        assays: flags(2),
        known: presence("assays"),
        isOdd: flag({ when: `${name} = 1` }),
        later: flag({ when: "true" }),
      }),
    ).toThrow(`expected a field, received "${name}"`);
  });

  test("can speak of parts that come later but are given, and of weights", () => {
    const ages = defineLayout({
      counts: flag({ when: "weight > 0 and age >= 18" }),
      age: value(),
      weight: sampleWeight(),
    });
    expect([...combineColumns(ages, { age: [20, 20], weight: [1, 0] })]).toEqual([1, 20, 1, 0, 20, 0]);
  });
});

function failureOf(call: () => unknown): ConditionSyntaxError {
  try {
    call();
  } catch (error) {
    if (error instanceof ConditionSyntaxError) return error;
  }
  throw new Error("Expected a ConditionSyntaxError");
}
