/**
 * Sums the test reports of this repository, and closes with `N passed, N failed, N skipped`.
 *
 * usage: deno run -A scripts/count-tests.ts [--require NAME,...] [--newer-than FILE] [ROOT]
 *   --require     what this machine has: a skipped test that needs one of these has failed
 *   --newer-than  refuse a report that was written before this file was
 *
 * A test names what it needs in its title: `test.skipIf(!adapter)("trains on the GPU [needs webgpu]", ...)`.
 */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { findReports } from "./test-reports/find-reports.ts";
import { readDenoReport } from "./test-reports/read-deno-report.ts";
import { readVitestReport } from "./test-reports/read-vitest-report.ts";
import { needs, type ReportedTest } from "./test-reports/reported-test.ts";

/** What is demanded of the reports. */
export interface CountOptions {
  /** Names whose tests may not be skipped, as in `[needs NAME]`. */
  readonly required?: readonly string[];
  /** Refuse a report that was last written before this time, in milliseconds since 1970. */
  readonly newerThan?: number;
}

/** The sum over all reports. */
export interface TestCount {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** One line for each failed and each skipped test. */
  readonly remarks: readonly string[];
}

/**
 * Counts the tests of every report under a root. What cannot be trusted counts as one failed test: a report that is
 * stale, broken or empty, and a repository without any.
 */
export function countTests(root: string, options: CountOptions = {}): TestCount {
  const { required = [], newerThan = 0 } = options;
  const count = { passed: 0, failed: 0, skipped: 0 };
  const remarks: string[] = [];
  const files = findReports(root);
  if (files.length === 0) {
    count.failed++;
    remarks.push(`failed: no report was found under ${root}. Run the tests first.`);
  }
  for (const file of files) {
    for (const test of readReport(root, file, newerThan)) {
      const owed = test.state === "skipped" ? needs(test).filter((name) => required.includes(name)) : [];
      const state = owed.length > 0 ? "failed" : test.state;
      count[state]++;
      if (state !== "passed") remarks.push(`${state}: ${file}: ${test.title}${explain(test, owed)}`);
    }
  }
  return { ...count, remarks };
}

function explain(test: ReportedTest, owed: readonly string[]): string {
  const reasons = test.note === null ? [] : [test.note];
  if (owed.length > 0) reasons.push(`skipped, although ${owed.join(" and ")} is required`);
  if (test.state === "skipped" && test.note === null && needs(test).length === 0)
    reasons.push("no reason given");
  return reasons.length === 0 ? "" : ` (${reasons.join("; ")})`;
}

function readReport(root: string, file: string, newerThan: number): ReportedTest[] {
  const broken = (why: string): ReportedTest[] => [{ title: why, state: "failed", note: null }];
  if (statSync(join(root, file)).mtimeMs < newerThan) {
    return broken("the report is older than this run. Delete it, or run its tests again.");
  }
  try {
    const text = readFileSync(join(root, file), "utf8");
    const tests = file.endsWith(".json") ? readVitestReport(text) : readDenoReport(text);
    return tests.length > 0 ? tests : broken("the report holds no tests");
  } catch (error) {
    return broken(error instanceof Error ? error.message : String(error));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { require: { type: "string", default: "" }, "newer-than": { type: "string" } },
  });
  const marker = values["newer-than"];
  const { passed, failed, skipped, remarks } = countTests(positionals[0] ?? ".", {
    required: values.require.split(",").filter((name) => name !== ""),
    newerThan: marker === undefined ? 0 : statSync(marker).mtimeMs,
  });
  for (const remark of remarks) console.log(remark);
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed === 0 ? 0 : 1;
}
