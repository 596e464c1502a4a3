import { describe, expect, test } from "vitest";
import { readCsv } from "./read-csv.ts";

const columns = (
  text: string,
  options?: Parameters<typeof readCsv>[1],
): Record<string, readonly string[]> => {
  const table = readCsv(text, options);
  return Object.fromEntries(table.columns.map((column) => [column, table.cells(column)]));
};

describe("readCsv reads", () => {
  test.each([
    ["LF", "Age,Name\n28,Ada\n51,Bob\n"],
    ["CR LF", "Age,Name\r\n28,Ada\r\n51,Bob\r\n"],
    ["CR", "Age,Name\r28,Ada\r51,Bob\r"],
    ["LF and CR LF mixed", "Age,Name\n28,Ada\r\n51,Bob\n"],
    ["no line end after the last row", "Age,Name\n28,Ada\n51,Bob"],
    ["empty lines at the end", "Age,Name\n28,Ada\n51,Bob\n\n\r\n\n"],
    ["a byte order mark", "\ufeffAge,Name\n28,Ada\n51,Bob\n"],
    ["a byte order mark before a quote", '\ufeff"Age",Name\n28,Ada\n51,Bob\n'],
    ["quotes around everything", '"Age","Name"\n"28","Ada"\n"51","Bob"\n'],
  ])("columns of text from lines with %s", (_, text) => {
    const table = readCsv(text);
    expect(table.columns).toEqual(["Age", "Name"]);
    expect(table.rows).toBe(2);
    expect(table.cells("Age")).toEqual(["28", "51"]);
    expect(table.cells("Name")).toEqual(["Ada", "Bob"]);
  });

  test("delimiters, line ends (as LF) and doubled quotes inside quotes, and leaves spaces as they are", () => {
    const text = 'a,b\n"1,2","x ""y"" z"\n"two\r\nlines", spaces \n';
    expect(columns(text)).toEqual({ a: ["1,2", "two\nlines"], b: ['x "y" z', " spaces "] });
  });

  test("empty cells as empty text, also where the whole row is empty cells", () => {
    expect(columns("a,b\n,\n1,\n,2\n")).toEqual({ a: ["", "1", ""], b: ["", "", "2"] });
  });

  test("an empty line of a single column as a missing cell, not as nothing", () => {
    expect(columns("a\n1\n\n3\n")).toEqual({ a: ["1", "", "3"] });
  });

  test("a header alone as a table of no rows", () => {
    expect(readCsv("a,b\n").rows).toBe(0);
    expect(columns("a,b")).toEqual({ a: [], b: [] });
  });

  test("another delimiter, and texts that stand for a missing cell", () => {
    expect(columns("a;b\n1,5;NA\n-9;2\n", { delimiter: ";", missing: ["NA", "-9"] })).toEqual({
      a: ["1,5", ""],
      b: ["", "2"],
    });
  });

  test("quotes that no quote opens as they are", () => {
    expect(columns('a,b\n5"2,x ""\n')).toEqual({ a: ['5"2'], b: ['x ""'] });
  });

  test("columns whose names are those of an object's own members", () => {
    const table = readCsv("__proto__,constructor\n1,2\n");
    expect(table.cells("__proto__")).toEqual(["1"]);
    expect(table.cells("constructor")).toEqual(["2"]);
    expect(() => table.cells("toString")).toThrow(RangeError);
  });

  test("back every cell of up to three characters out of those that CSV treats in a special way", () => {
    const alphabet = ['"', ",", "\n", "\r", " ", "a", "é", "😀"];
    let cells = [""];
    for (let length = 1; length <= 3; length++) {
      cells = [...new Set(cells.flatMap((cell) => [cell, ...alphabet.map((letter) => cell + letter)]))];
    }
    expect(cells).toHaveLength(1 + 8 + 8 ** 2 + 8 ** 3);
    const read = (cell: string): string => cell.replace(/\r\n?/g, "\n");
    const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
    const sparing = (cell: string): string => (/["\r\n,]/.test(cell) ? quoted(cell) : cell);
    for (const write of [quoted, sparing]) {
      for (const lineEnd of ["\n", "\r\n"]) {
        const rows = cells.map((cell, row) => `${write(cell)},${write(cells.at(-1 - row) ?? "")},${row}`);
        const found = columns(["x,y,row", ...rows, ""].join(lineEnd));
        expect(found["x"]).toEqual(cells.map(read));
        expect(found["y"]).toEqual(cells.map(read).toReversed());
        expect(found["row"]).toEqual(cells.map((_, row) => String(row)));
      }
    }
  });

  test("the line on which each row starts, rows of several lines and CR LF among them", () => {
    const table = readCsv('a,b\r\n"x\r\ny",1\r\n"\n\n",2\r\n5,6\r\n');
    expect([0, 1, 2].map(table.line)).toEqual([2, 4, 7]);
  });
});

describe("readCsv refuses", () => {
  test.each([
    ["no text", "", "it must start with a row of column names, received no text"],
    [
      "a row that is too short",
      "a,b\n1,2\n3\n",
      "every row must have 2 cells as the header has, received 1 on line 3",
    ],
    ["a row that is too long", 'a,b\n"x\r\ny",2\n3,4,5\n', "received 3 on line 4"],
    [
      "a row that is too long for one column",
      "a\n1,2\n",
      "every row must have 1 cell as the header has, received 2",
    ],
    [
      "an empty line before the last row",
      "a,b\n1,2\n\n\n3,4\n",
      "received an empty one before the last row on line 3",
    ],
    [
      "an empty name",
      "a,,c\n1,2,3\n",
      'every column must have a name of its own, received "" as number 2 on line 1',
    ],
    ["a name of spaces", "a, \n1,2\n", 'received " " as number 2 on line 1'],
    ["an empty first line", "\na,b\n1,2\n", 'received "" as number 1 on line 1'],
    ["a name that is there twice", "a,b,a\n1,2,3\n", 'received "a" again as number 3 on line 1'],
    [
      "a quote that is not closed",
      'a,b\r\n"x\r\ny",2\r\n3,"4\r\n5,6\r\n',
      "the quoted cell that starts on line 4, character 3 must end with a quote, received none up to the end",
    ],
    [
      "a quote that is not closed in the header",
      'a,"b\n1,2\n',
      "starts on line 1, character 3 must end with a quote",
    ],
    [
      "a quote that is not closed at the start",
      '\ufeff"a,b\n1,2\n',
      "starts on line 1, character 1 must end with",
    ],
    [
      "a quote inside a quoted cell that is not doubled",
      'a,b\n"x\ny",2\n"1"0,2\n',
      "starts on line 4, character 1 must end where its quote is closed, and have other quotes doubled, received further characters",
    ],
    [
      "two of them, where each opens again",
      'a,b\n1,"2"3"4"\n',
      "starts on line 2, character 3 must end where",
    ],
  ])("%s, and says where", (_, text, message) => {
    expect(() => readCsv(text)).toThrow(TypeError);
    expect(() => readCsv(text)).toThrow(message);
    expect(() => readCsv(text, { name: "survey.csv" })).toThrow(/^Cannot read survey\.csv: /);
  });

  test("more rows than it may have, and takes as many", () => {
    expect(readCsv("a\n1\n2\n", { maxRows: 2 }).rows).toBe(2);
    expect(() => readCsv("a\n1\n2\n3\n", { maxRows: 2 })).toThrow(
      new RangeError(
        "Cannot read the CSV: it may have 2 rows, received more (line 4); raise maxRows if that is right",
      ),
    );
  });

  test("a text longer than it may be, and takes one as long", () => {
    expect(readCsv("a\n1\n", { maxLength: 4 }).rows).toBe(1);
    expect(() => readCsv("a\n1\n", { maxLength: 3 })).toThrow(
      new RangeError(
        "Cannot read the CSV: it may take 3 characters, received 4; raise maxLength if that is right",
      ),
    );
  });

  test.each(["", ",,", '"', "\n"])("%j as the delimiter", (delimiter) => {
    expect(() => readCsv("a\n", { delimiter })).toThrow("the delimiter must be one character other than");
  });

  test("to give a column that is not there, and lists those that are", () => {
    expect(() => readCsv("Age,Name\n", { name: "survey.csv" }).cells("age")).toThrow(
      new RangeError('Cannot read a column of survey.csv: it must be one of "Age", "Name", received "age"'),
    );
  });
});
