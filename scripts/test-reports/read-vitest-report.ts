import type { ReportedTest } from "./reported-test.ts";

interface VitestReport {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly VitestFile[];
}

interface VitestFile {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly VitestTest[];
}

interface VitestTest {
  readonly fullName: string;
  readonly status: string;
  readonly meta?: { readonly skipNote?: string };
}

/**
 * Reads the report of Vitest's JSON reporter. A file that failed although none of its tests did (it did not load, or a
 * hook threw) counts as one failed test; tests to do count as skipped.
 *
 * @throws {SyntaxError} If the text is not such a report, or its totals are not those of its tests.
 */
export function readVitestReport(text: string): ReportedTest[] {
  const report: VitestReport = JSON.parse(text);
  if (!("testResults" in report)) {
    throw new SyntaxError("Cannot read a Vitest report: it must hold testResults. Was the run cut off?");
  }
  const tests = report.testResults.flatMap((file) => file.assertionResults.map(readTest));
  const totals = [report.numPassedTests, report.numFailedTests, report.numPendingTests + report.numTodoTests];
  const counts = ["passed", "failed", "skipped"].map(
    (state) => tests.filter((test) => test.state === state).length,
  );
  if (totals.join() !== counts.join()) {
    const received = `${totals.join(", ")} against ${counts.join(", ")}`;
    throw new SyntaxError(
      `Cannot read a Vitest report: its totals must be those of its tests, received ${received}`,
    );
  }
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  for (const { name, message } of broken) tests.push(failed(name, message || "a hook failed"));
  if (!report.success && !tests.some(({ state }) => state === "failed"))
    tests.push(failed("the run", "it failed"));
  return tests;
}

function readTest({ fullName, status, meta }: VitestTest): ReportedTest {
  const state = status === "passed" || status === "failed" ? status : "skipped";
  return { title: fullName, state, note: status === "todo" ? "to do" : (meta?.skipNote ?? null) };
}

function failed(name: string, message: string): ReportedTest {
  return { title: `${name}: ${message}`, state: "failed", note: null };
}
