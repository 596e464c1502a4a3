import type { ReportedTest } from "./reported-test.ts";

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * Reads the JUnit report of `deno test --junit-path`. A step counts as a test, as Deno counts it. A file that does not
 * load is missing from such a report: only the exit status of `deno test` tells.
 *
 * @throws {SyntaxError} If the text is not such a report, or its total is not that of its tests.
 */
export function readDenoReport(text: string): ReportedTest[] {
  const total = /<testsuites\b[^>]*\stests="(\d+)"/.exec(text)?.[1];
  if (total === undefined || !text.includes("</testsuites>")) {
    throw new SyntaxError(
      "Cannot read a JUnit report: it must hold <testsuites tests=...>. Was the run cut off?",
    );
  }
  // Text and attributes are escaped, so a bracket is always markup.
  const tests = [...text.matchAll(/<testcase\b([^>]*?)(?:\/>|>([\s\S]*?)<\/testcase>)/g)].map(
    ([, attributes = "", body = ""]): ReportedTest => ({
      title: unescapeXml(/\sname="([^"]*)"/.exec(attributes)?.[1] ?? "no name"),
      state: /<(?:failure|error)\b/.test(body) ? "failed" : body.includes("<skipped") ? "skipped" : "passed",
      note: null,
    }),
  );
  if (tests.length !== Number(total)) {
    throw new SyntaxError(
      `Cannot read a JUnit report: its total must be that of its tests, received ${total} against ${tests.length}`,
    );
  }
  return tests;
}

function unescapeXml(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) => {
    if (name) return entities[name] ?? all;
    return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal));
  });
}
