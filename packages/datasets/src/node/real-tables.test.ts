import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, test } from "vitest";
import { encodeInputs } from "../table/encode-inputs.ts";
import { fitInputEncoder } from "../table/fit-input-encoder.ts";
import { numberColumn } from "../table/number-column.ts";
import { readSplit } from "../table/read-split.ts";
import { splitRows } from "../table/split-rows.ts";
import { readCsvFile } from "./read-csv-file.ts";

const root = process.env["PROJ_DATA_DIR"];

/** A folder of PROJ_DATA_DIR, where it is. */
function folder(name: string): string | undefined {
  const path = root === undefined ? undefined : join(root, name);
  return path !== undefined && existsSync(path) ? path : undefined;
}

/** How often each text occurs. */
function tally(cells: Iterable<string>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const cell of cells) counts[cell] = (counts[cell] ?? 0) + 1;
  return counts;
}

describe("the survey of the folder nhanes [needs data]", () => {
  const dir = folder("nhanes");
  const reason = "needs nhanes-conditional.csv in the folder nhanes of PROJ_DATA_DIR";

  test("has 6,779 rows of 29 columns, and a question that only those with a yes were asked", async ({
    skip,
  }) => {
    if (dir === undefined) return skip(reason);
    const { table, sha256 } = await readCsvFile(join(dir, "nhanes-conditional.csv"));
    expect(sha256).toBe("bd35a316648d02ab6bbcb15d22b76433fa9d46e94b647338ca25daccda003790");
    expect([table.rows, table.columns.length]).toEqual([6779, 29]);
    expect(tally(table.cells("Smoke100"))).toEqual({ No: 2598, Yes: 2056, "": 2125 });
    const [asked, still] = [numberColumn(table, "Smoke100"), numberColumn(table, "SmokeNow")];
    expect(asked.filter((value) => value === 1)).toHaveLength(2056);
    expect(still.filter((value) => !Number.isNaN(value))).toHaveLength(964 + 1092);
    expect(asked.every((value, row) => Number.isNaN(still[row] ?? 0) === (value !== 1))).toBe(true);
  });

  test("becomes finite inputs, standardised on the training rows", async ({ skip }) => {
    if (dir === undefined) return skip(reason);
    const { table } = await readCsvFile(join(dir, "nhanes-conditional.csv"));
    const { train } = splitRows({ count: table.rows, seed: 1, fractions: { validation: 0.1, test: 0.1 } });
    const spec = { numbers: ["Age", "BMI", "PhysActive"], categories: ["Gender", "Education"] };
    const { inputs, inputShape, names } = encodeInputs(table, fitInputEncoder(table, spec, train));
    expect(names).toEqual([
      ...["Age", "BMI", "BMI is missing", "PhysActive", "PhysActive is missing"],
      ...["Gender is female", "Gender is male"],
      ...["Education is 8thGrade", "Education is 9_11thGrade", "Education is CollegeGrad"],
      ...["Education is HighSchool", "Education is SomeCollege"],
    ]);
    expect(inputShape).toEqual([names.length]);
    expect(inputs.every(Number.isFinite)).toBe(true);
    const ages = Array.from(train, (row) => inputs[row * names.length] ?? Number.NaN);
    const mean = ages.reduce((sum, age) => sum + age, 0) / ages.length;
    expect(mean).toBeCloseTo(0, 6);
    expect(ages.reduce((sum, age) => sum + (age - mean) ** 2, 0) / ages.length).toBeCloseTo(1, 6);
  });
});

describe("the molecules of the folder tox21 [needs data]", () => {
  const dir = folder("tox21");
  const reason =
    "needs tox21.csv, labels.i8, ecfp4-1024.bits and splits.json in the folder tox21 of PROJ_DATA_DIR";

  test("have the twelve labels that labels.i8 holds, and miss those that are -1 there", async ({ skip }) => {
    if (dir === undefined) return skip(reason);
    const { table, sha256 } = await readCsvFile(join(dir, "tox21.csv"));
    expect(sha256).toBe("7d7e7facd853a63e79ddce4e9c3fcb7a0d83a1c300b603031c0f2c64fbe77761");
    expect(table.rows).toBe(7831);
    const expected = new Int8Array(await readFile(join(dir, "labels.i8")));
    const assays = table.columns.slice(0, 12);
    for (const [task, assay] of assays.entries()) {
      const labels = numberColumn(table, assay).map((value) => (Number.isNaN(value) ? -1 : value));
      expect([...labels]).toEqual(Array.from(labels, (_, row) => expected[row * 12 + task]));
    }
    expect(expected.filter((label) => label === -1)).toHaveLength(16_026);
  });

  test("have 1,024 bits each", async ({ skip }) => {
    if (dir === undefined) return skip(reason);
    const { table } = await readCsvFile(join(dir, "tox21.csv"));
    const bits = await readFile(join(dir, "ecfp4-1024.bits"));
    const encoder = fitInputEncoder(table, { bits: { file: "ecfp4-1024.bits", width: 1024 } }, [0]);
    const { inputs, inputShape } = encodeInputs(table, encoder, { bits });
    expect(inputShape).toEqual([1024]);
    expect(inputs).toHaveLength(7831 * 1024);
    const set = bits.reduce((sum, byte) => sum + byte.toString(2).replaceAll("0", "").length, 0);
    expect(inputs.reduce((sum, bit) => sum + bit, 0)).toBe(set);
  });

  test.for(["random.0", "random.1", "random.2", "scaffold"])(
    "have the division %s",
    async (path, { skip }) => {
      if (dir === undefined) return skip(reason);
      const json: unknown = JSON.parse(await readFile(join(dir, "splits.json"), "utf8"));
      const { train, validation, test: held } = readSplit(json, { count: 7831, path });
      expect([train.length, validation.length, held.length]).toEqual([6264, 783, 784]);
      expect([...train, ...validation, ...held].sort((a, b) => a - b)).toEqual(
        Array.from({ length: 7831 }, (_, row) => row),
      );
    },
  );
});
