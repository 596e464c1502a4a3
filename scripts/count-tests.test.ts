import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, test } from "vitest";
import { countTests } from "./count-tests.ts";

const repository = fileURLToPath(new URL("..", import.meta.url));
const folders: string[] = [];

/** Writes files into a temporary folder. */
function folder(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "count-tests-"));
  folders.push(root);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}

/** A Vitest report of one file, whose tests are given as title and status. */
function vitest(tests: Record<string, string>): string {
  const assertionResults = Object.entries(tests).map(([fullName, status]) => ({
    fullName,
    status,
    meta: {},
  }));
  const count = (wanted: string): number => assertionResults.filter(({ status }) => status === wanted).length;
  return JSON.stringify({
    success: count("failed") === 0,
    numPassedTests: count("passed"),
    numFailedTests: count("failed"),
    numPendingTests: count("skipped"),
    numTodoTests: count("todo"),
    testResults: [
      { name: "a.test.ts", status: count("failed") > 0 ? "failed" : "passed", message: "", assertionResults },
    ],
  });
}

/** A JUnit report as Deno writes it. */
function deno(...cases: string[]): string {
  return `<testsuites name="deno test" tests="${cases.length}"><testsuite>${cases.join("")}</testsuite></testsuites>`;
}

afterEach(() => {
  for (const root of folders.splice(0)) rmSync(root, { recursive: true });
});

describe("what is counted", () => {
  test("reports of every folder add up, tests to do are skipped, node_modules is left out", () => {
    const root = folder({
      "packages/a/reports/vitest.json": vitest({ one: "passed", two: "passed", three: "todo" }),
      "packages/b/reports/vitest-browser.json": vitest({ four: "passed", five: "skipped" }),
      "reports/deno.xml": deno('<testcase name="six"></testcase>', '<testcase name="seven"/>'),
      "node_modules/c/reports/vitest.json": vitest({ eight: "failed" }),
      "packages/b/reports/other.json": "{}",
    });
    expect(countTests(root)).toEqual({
      passed: 2 + 1 + 2,
      failed: 0,
      skipped: 1 + 1,
      remarks: [
        "skipped: packages/a/reports/vitest.json: three (to do)",
        "skipped: packages/b/reports/vitest-browser.json: five (no reason given)",
      ],
    });
  });

  test("titles of a JUnit report are unescaped", () => {
    const root = folder({
      "reports/deno.xml": deno('<testcase name="a &lt;b&gt; &amp;amp; &#x63;"><skipped/></testcase>'),
    });
    expect(countTests(root).remarks).toEqual(["skipped: reports/deno.xml: a <b> &amp; c (no reason given)"]);
  });
});

describe("--require", () => {
  const reports = {
    "reports/vitest.json": vitest({
      "a [needs webgpu]": "skipped",
      "b [needs data]": "skipped",
      c: "passed",
    }),
    "reports/deno.xml": deno('<testcase name="d [needs webgpu]"><skipped/></testcase>'),
  };

  test("without it a skip is a skip", () => {
    expect(countTests(folder(reports))).toMatchObject({ passed: 1, failed: 0, skipped: 3 });
  });

  test("turns the skips that need the name into failures, and no other", () => {
    expect(countTests(folder(reports), { required: ["webgpu", "chromium"] })).toEqual({
      passed: 1,
      failed: 2,
      skipped: 1,
      remarks: [
        "failed: reports/deno.xml: d [needs webgpu] (skipped, although webgpu is required)",
        "failed: reports/vitest.json: a [needs webgpu] (skipped, although webgpu is required)",
        "skipped: reports/vitest.json: b [needs data]",
      ],
    });
  });
});

describe("reports that cannot be trusted are failures", () => {
  test("none at all", () => {
    expect(countTests(folder({ "a.txt": "" }))).toMatchObject({ passed: 0, failed: 1, skipped: 0 });
  });

  test("one written before the run, while one written at its start counts", () => {
    const root = folder({
      "a/reports/vitest.json": vitest({ a: "passed" }),
      "b/reports/vitest.json": vitest({ b: "passed" }),
    });
    utimesSync(join(root, "a/reports/vitest.json"), 1_000, 1_000);
    utimesSync(join(root, "b/reports/vitest.json"), 1_001, 1_001);
    expect(countTests(root, { newerThan: 1_001_000 })).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
      remarks: [
        "failed: a/reports/vitest.json: the report is older than this run. Delete it, or run its tests again.",
      ],
    });
  });

  const totals = JSON.stringify({ ...JSON.parse(vitest({ a: "passed" })), numPassedTests: 2 });
  test.each([
    [
      "empty JSON",
      "vitest.json",
      '{"testResults":[],"success":true,"numPassedTests":0,"numFailedTests":0,"numPendingTests":0,"numTodoTests":0}',
      "the report holds no tests",
    ],
    ["JSON cut off", "vitest.json", vitest({ a: "passed" }).slice(0, -9), "JSON"],
    ["other JSON", "vitest.json", "{}", "Cannot read a Vitest report: it must hold testResults"],
    ["totals that disagree", "vitest.json", totals, "received 2, 0, 0 against 1, 0, 0"],
    ["empty XML", "deno.xml", deno(), "the report holds no tests"],
    ["XML cut off", "deno.xml", deno('<testcase name="a"/>').slice(0, -9), "Cannot read a JUnit report"],
    ["an XML total that disagrees", "deno.xml", deno("<other/>"), "received 1 against 0"],
  ])("%s", (_, name, text, message) => {
    const { remarks, ...count } = countTests(folder({ [`reports/${name}`]: text }));
    expect(count).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(remarks[0]).toContain(message);
  });

  test("a run that failed although all of its tests passed", () => {
    const report = JSON.stringify({ ...JSON.parse(vitest({ a: "passed" })), success: false });
    expect(countTests(folder({ "reports/vitest.json": report }))).toMatchObject({ passed: 1, failed: 1 });
  });
});

describe("reports as the runners write them", () => {
  test("Vitest: files that do not load and hooks that throw are failures, notes are reasons", () => {
    const root = folder({
      "package.json": '{ "type": "module" }',
      "vitest.config.js": `
        const notes = { onTestCaseResult(test) { Object.assign(test.meta(), { skipNote: test.result().note }); } };
        export default { test: { reporters: [notes, "json"], outputFile: { json: "reports/vitest.json" } } };`,
      "a.test.js": `
        import { expect, test } from "vitest";
        test("passes", () => {});
        test("fails", () => expect(1).toBe(2));
        test("asks [needs webgpu]", (context) => context.skip("no adapter"));`,
      "b.test.js": 'import "./missing.js";',
      "c.test.js": `
        import { beforeAll, test } from "vitest";
        beforeAll(() => { throw new Error("no"); });
        test("never runs", () => {});`,
    });
    symlinkSync(join(repository, "node_modules"), join(root, "node_modules"));
    spawnSync(process.execPath, [join(repository, "node_modules/vitest/vitest.mjs"), "run", "--root", root]);
    const { remarks, ...count } = countTests(root);
    expect(count).toEqual({ passed: 1, failed: 3, skipped: 2 });
    expect(remarks).toContain("skipped: reports/vitest.json: asks [needs webgpu] (no adapter)");
  });

  test("Deno: ignored tests and steps are skipped, a failed step fails its test too", () => {
    const root = folder({
      "a_test.ts": `
        Deno.test("passes", () => {});
        Deno.test({ name: "asks [needs webgpu]", ignore: true, fn() {} });
        Deno.test("steps", async (t) => {
          await t.step("fails", () => { throw new Error("<no>"); });
          await t.step({ name: "waits", ignore: true, fn() {} });
        });`,
    });
    const deno = join(repository, "node_modules/.bin/deno");
    spawnSync(deno, ["test", "--no-check", "--junit-path=reports/deno.xml"], { cwd: root });
    const { remarks, ...count } = countTests(root);
    expect(count).toEqual({ passed: 1, failed: 2, skipped: 2 });
    expect(remarks).toContain("skipped: reports/deno.xml: asks [needs webgpu]");
  });
});

describe("the command", () => {
  const run = (...options: string[]): { lines: string[]; status: number | null } => {
    const script = join(repository, "scripts/count-tests.ts");
    const { stdout, status } = spawnSync(
      join(repository, "node_modules/.bin/deno"),
      ["run", "-A", script, ...options],
      {
        cwd: repository,
        encoding: "utf8",
      },
    );
    return { lines: stdout.trimEnd().split("\n"), status };
  };

  test("closes with the sum, and exits 1 when something failed", () => {
    const root = folder({ "reports/vitest.json": vitest({ a: "passed", "b [needs data]": "skipped" }) });
    expect(run(root)).toMatchObject({ status: 0 });
    expect(run(root).lines.at(-1)).toBe("1 passed, 0 failed, 1 skipped");
    const strict = run("--require", "webgpu,data", root);
    expect(strict.status).toBe(1);
    expect(strict.lines.at(-1)).toBe("1 passed, 1 failed, 0 skipped");
  });

  test("takes its time from the file of --newer-than", () => {
    const root = folder({ "reports/vitest.json": vitest({ a: "passed" }), marker: "" });
    utimesSync(join(root, "reports/vitest.json"), 1_000, 1_000);
    expect(run("--newer-than", join(root, "marker"), root).lines.at(-1)).toBe(
      "0 passed, 1 failed, 0 skipped",
    );
  });
});
