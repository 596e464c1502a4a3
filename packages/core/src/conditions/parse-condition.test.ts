import { describe, expect, test } from "vitest";
import { ConditionSyntaxError } from "./condition-syntax-error.ts";
import { evaluateCondition } from "./evaluate-condition.ts";
import { parseCondition } from "./parse-condition.ts";

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** The digits for which a condition over the one field `digit` holds. */
function digitsWhere(text: string): number[] {
  const condition = parseCondition(text, ["digit"]);
  return DIGITS.filter((digit) => evaluateCondition(condition, { digit }));
}

function errorOf(text: string, fields: readonly string[] = ["digit"]): ConditionSyntaxError {
  try {
    parseCondition(text, fields);
  } catch (error) {
    if (error instanceof ConditionSyntaxError) return error;
    throw error;
  }
  throw new Error(`Parsed without an error: ${text}`);
}

describe("parseCondition means what it says", () => {
  test.each<[string, number[]]>([
    ["odd", [1, 3, 5, 7, 9]],
    ["even", [0, 2, 4, 6, 8]],
    ["not odd", [0, 2, 4, 6, 8]],
    ["digit>=5", [5, 6, 7, 8, 9]],
    ["digit < 2", [0, 1]],
    ["digit <= 2", [0, 1, 2]],
    ["digit > 7", [8, 9]],
    ["digit = 4", [4]],
    ["digit == 4", [4]],
    ["digit != 4", [0, 1, 2, 3, 5, 6, 7, 8, 9]],
    ["digit in 1,3,5", [1, 3, 5]],
    ["digit in (1, 3, 5)", [1, 3, 5]],
    ["digit in [1, 3, 5] or digit = 8", [1, 3, 5, 8]],
    ["digit in -1, 7", [7]],
    ["digit not in 1,3,5", [0, 2, 4, 6, 7, 8, 9]],
    ["digit % 3 == 0 and digit != 0", [3, 6, 9]],
    ["digit % 3 == 0 && digit != 0", [3, 6, 9]],
    ["digit < 2 || digit > 7", [0, 1, 8, 9]],
    ["!(digit < 8)", [8, 9]],
    ["not digit < 8", [8, 9]],
    ["NOT digit < 8 OR digit IN 1", [1, 8, 9]],
    ["1 < digit <= 5", [2, 3, 4, 5]],
    ["8 >= digit > 6", [7, 8]],
    ["2 * digit = digit + 4", [4]],
    ["digit - 1 - 1 = 3", [5]],
    ["digit * 2 % 3 = 1", [2, 5, 8]],
    ["-digit >= -1", [0, 1]],
    ["(digit - 5) % 3 = 1", [0, 3, 6, 9]],
    ["digit >= .5e1", [5, 6, 7, 8, 9]],
    ["true", DIGITS],
    ["false or digit = 1", [1]],
    ["(digit > 4) = (digit > 2)", [0, 1, 2, 5, 6, 7, 8, 9]],
    ["(digit > 4) = true", [5, 6, 7, 8, 9]],
    ["digit = 0 or digit > 5 and digit < 8", [0, 6, 7]],
    ["(digit = 0 or digit > 5) and digit < 8", [0, 6, 7]],
    ["odd and\n\tdigit>4", [5, 7, 9]],
  ])("%s", (text, digits) => {
    expect(digitsWhere(text)).toEqual(digits);
  });

  test("and binds tighter than or, not tighter than and", () => {
    expect(digitsWhere("digit = 1 or odd and digit > 6")).toEqual([1, 7, 9]);
    expect(digitsWhere("not odd and digit > 6")).toEqual([8]);
  });

  test("a field named odd is that field, also beside others", () => {
    const condition = parseCondition("odd", ["digit", "odd"]);
    expect(condition.expression).toEqual({ op: "field", name: "odd" });
  });

  test("names may have letters of any script", () => {
    const condition = parseCondition("größe_cm > 170", ["größe_cm"]);
    expect(evaluateCondition(condition, { größe_cm: 171 })).toBe(true);
  });

  test("the result is frozen plain data that survives JSON", () => {
    const condition = parseCondition("  digit in 1,3 and not digit = -0 ", ["digit"]);
    expect(condition.text).toBe("digit in 1,3 and not digit = -0");
    expect(JSON.parse(JSON.stringify(condition))).toEqual(condition);
    expect(Object.isFrozen(condition)).toBe(true);
    expect(Object.isFrozen(condition.expression)).toBe(true);
    const inner = condition.expression.op === "and" ? condition.expression.of : [];
    expect(inner).toHaveLength(2);
    expect(Object.isFrozen(inner)).toBe(true);
    expect(inner.every((part) => Object.isFrozen(part))).toBe(true);
  });
});

describe("parseCondition points at what it does not understand", () => {
  test("shows the text, a caret under the column, what was expected and the fields", () => {
    const error = errorOf("digit >= 5 and digt < 8", ["digit", "isOdd"]);
    expect(error.column).toBe(16);
    expect(error.message).toBe(
      [
        'Cannot parse the condition: expected a field, received "digt"',
        "  digit >= 5 and digt < 8",
        "                 ^ column 16",
        "Fields: digit, isOdd.",
      ].join("\n"),
    );
  });

  test.each<[string, number, string]>(
    [
      ["", 1, "expected a field, a number or a condition, received the end"],
      ["   ", 1, "received the end"],
      ["digit >=", 9, "expected a field, a number or a condition, received the end"],
      ["digit >=   ", 9, "received the end"],
      ["digit => 5", 8, 'received ">"'],
      ["digit === 5", 9, 'expected a field, a number or a condition, received "="'],
      ["digit = 5 5", 11, 'expected an operator, such as "and" or ">=", received "5"'],
      ["digit 5", 7, "expected an operator"],
      ["digit & 5", 7, 'expected a field, a number or an operator, received "&"'],
      ["digit / 5 = 1", 7, 'received "/"'],
      ['digit = "5"', 9, 'received "\\""'],
      ["digit = 5px", 9, 'expected a number, received "5p"'],
      ["digit = 1.2.3", 9, "expected a number"],
      ["digit = 1e999", 9, "expected a number"],
      ["(digit = 5", 11, 'expected ")" for the "(" in column 1, received the end'],
      ["digit = 5)", 10, 'received ")"'],
      ["digit in", 9, 'expected a number of the list behind "in", such as 1,3,5, received the end'],
      ["digit in 1,", 12, "expected a number of the list"],
      ["digit in (1,3", 14, 'expected "," or ")", received the end'],
      ["digit in a,b", 10, 'received "a"'],
      ["digit not 5", 11, 'expected "in" behind "not", received "5"'],
      ["digit and", 10, "received the end"],
      ["and digit", 1, 'received "and"'],
      ["5", 1, "expected a condition, such as 5 > 0, received a number"],
      ["digit % 2", 1, "expected a condition, such as digit % 2 > 0, received a number"],
      ["digit = 1 and digit + 1", 15, "expected a condition, such as digit + 1 > 0, received a number"],
      ["not 5", 5, "expected a condition"],
      ["(digit > 2) + 1 = 2", 1, "expected a number or a field, received a condition"],
      ["digit < true", 9, "expected a number or a field, received a condition"],
      ["(digit > 2) in 1", 1, "expected a number or a field, received a condition"],
      ["5 = true", 3, 'expected two numbers or two conditions around "="'],
      ["-odd = 1", 2, "expected a number or a field, received a condition"],
      ["1 < digit > 5", 11, "a chain may not mix directions; write 1 < digit and digit > ..., received"],
      ["1 != digit != 5", 12, "write 1 != digit and digit != ..."],
      ["constructor = 1", 1, 'expected a field, received "constructor"'],
      ["digit.length = 1", 6, 'received "."'],
      ["alert(1)", 1, 'expected a field, received "alert"'],
    ].filter(([, column]) => column !== 0) as [string, number, string][],
  )("%j: column %i", (text, column, message) => {
    const error = errorOf(text);
    expect(error.column).toBe(column);
    expect(error.message).toContain(message);
    expect(error.message).toContain("^ column");
  });

  test("odd and even ask for a remainder where there are several fields, or none", () => {
    expect(errorOf("odd", ["digit", "age"]).message).toContain("received 2; write such as digit % 2 = 1");
    expect(errorOf("even", ["digit", "age"]).message).toContain("write such as digit % 2 = 0");
    expect(errorOf("odd", []).message).toContain("received 0");
  });

  test("a line break or tab does not move the caret", () => {
    const lines = errorOf("digit > 1\nand\tx > 1").message.split("\n");
    expect(lines[1]).toBe("  digit > 1 and x > 1");
    expect(lines[2]).toBe("                ^ column 15");
  });

  test("a long text is shown around the column only", () => {
    const text = `${"digit = 1 or ".repeat(20)}nope = 1 or ${"digit = 1 or ".repeat(10)}odd`;
    const lines = errorOf(text).message.split("\n");
    expect(lines[1]?.length).toBeLessThan(100);
    expect(lines[1]?.indexOf("nope")).toBe(lines[2]?.indexOf("^"));
  });
});

describe("parseCondition has bounds", () => {
  test("500 characters parse, 501 do not", () => {
    expect(parseCondition(`odd${" ".repeat(497)}`, ["digit"]).text).toBe("odd");
    expect(errorOf(`odd${" ".repeat(498)}`).message).toContain("at most 500 characters, received 501");
  });

  test.each([
    ["(", ")"],
    ["not ", ""],
    ["!", ""],
  ])("50 levels of %j parse, 51 do not", (open, close) => {
    const nested = (levels: number) => `${open.repeat(levels)}odd${close.repeat(levels)}`;
    expect(parseCondition(nested(50), ["digit"]).text).toBe(nested(50));
    expect(errorOf(nested(51)).message).toContain("at most 50 parentheses");
  });

  test("50 signs parse, 51 do not", () => {
    expect(digitsWhere(`${"-".repeat(50)}digit = 3`)).toEqual([3]);
    expect(errorOf(`${"-".repeat(51)}digit = 3`).message).toContain("at most 50 parentheses");
  });

  test("the longest sum there can be parses and evaluates", () => {
    const text = `${"0+".repeat(240)}digit = 7`;
    expect(digitsWhere(text)).toEqual([7]);
  });

  test("a thousand random texts either parse or throw a ConditionSyntaxError", () => {
    const words = [
      "digit",
      "odd",
      "and",
      "or",
      "not",
      "in",
      "(",
      ")",
      "5",
      ",",
      "-",
      "%",
      "<=",
      "=",
      "true",
      "!",
      "é",
      ".",
    ];
    let state = 1;
    const next = (limit: number) => {
      state = (Math.imul(state, 48271) >>> 0) % 2147483647;
      return state % limit;
    };
    let parsed = 0;
    for (let round = 0; round < 1000; round++) {
      const text = Array.from({ length: 1 + next(8) }, () => words[next(words.length)]).join(" ");
      try {
        parseCondition(text, ["digit"]);
        parsed++;
      } catch (error) {
        expect(error, text).toBeInstanceOf(ConditionSyntaxError);
      }
    }
    expect(parsed).toBeGreaterThan(0);
  });
});

describe("parseCondition checks what plain JavaScript passes", () => {
  test("a text that is no string", () => {
    // @ts-expect-error A condition is a string.
    expect(() => parseCondition(5, ["digit"])).toThrow("text must be a string, received 5");
  });

  test("fields that are no list of names", () => {
    // @ts-expect-error Fields are a list.
    expect(() => parseCondition("odd", "digit")).toThrow('fields must be a list of names, received "digit"');
    expect(() => parseCondition("odd", [""])).toThrow('received ""');
    expect(() => parseCondition("odd", ["And"])).toThrow('no word of the language, received "And"');
  });
});
