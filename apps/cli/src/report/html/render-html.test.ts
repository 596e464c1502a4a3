import { describe, expect, test } from "vitest";
import { describeFinding } from "../finding.ts";
import { mnistReport, sparseReport, tinyReport } from "../fixtures/example-reports.ts";
import type { EvaluationReport } from "../report.ts";
import { renderHtml } from "./render-html.ts";

const VOID_ELEMENTS = ["meta", "br", "link"];

/** The first tag that closes what is not open, or what is left open in the end. */
function unbalanced(page: string): string | undefined {
  const open: string[] = [];
  const body = page.replace(/<style>[\s\S]*?<\/style>/, "").replace(/^<!doctype html>/, "");
  for (const [tag, close, name = "", selfClosed] of body.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*?(\/?)>/g)) {
    if (VOID_ELEMENTS.includes(name) || selfClosed === "/") continue;
    if (close === "") open.push(name);
    else if (open.pop() !== name) return tag;
  }
  return open.at(-1);
}

/** A report in which every name that comes from a file is this text. */
function named(text: string): EvaluationReport {
  const report = tinyReport();
  return {
    ...report,
    model: {
      ...report.model,
      name: text,
      condition: text,
      backend: text,
      adapter: text,
      trainedOn: { name: text, sha256: text },
    },
    dataset: { name: text, sha256: `${text}.` },
    classes: report.classes.map((entry) => ({ ...entry, name: text })),
    splits: report.splits.map((split) => ({
      ...split,
      slices: split.slices.map((slice) => ({ ...slice, name: text })),
    })),
  };
}

describe("renderHtml", () => {
  test.each<[string, EvaluationReport]>([
    ["the worked example", mnistReport()],
    ["a tiny report", tinyReport()],
    ["a report with empty slices", sparseReport()],
    ["a report without losses", { ...tinyReport(), epochs: [], lossCurve: [] }],
  ])("makes a page of %s with balanced tags, single ids that are found, and no NaN", (_, report) => {
    const page = renderHtml(report);
    expect(unbalanced(page)).toBeUndefined();
    expect(page).not.toMatch(/NaN|undefined|Infinity|\[object/);
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map(([, id = ""]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, list = ""] of page.matchAll(/aria-labelledby="([^"]*)"/g)) {
      for (const id of list.split(" ")) expect(ids).toContain(id);
    }
  });

  test("begins with the finding, and holds every picture of the worked example", () => {
    const report = mnistReport();
    const page = renderHtml(report);
    expect(page).toContain(`<p class="finding">${describeFinding(report).replaceAll(" %", "\u00a0%")}</p>`);
    expect(page).toContain("<title>Evaluation of mnist-odd</title>");
    expect(page.match(/<svg class="heat-map"/g)).toHaveLength(2 * 2);
    expect(page.match(/<svg class="loss-curve/g)).toHaveLength(2);
    expect(page.match(/<table class="counts"/g)).toHaveLength(2 * 2);
    expect(page.match(/<caption/g)).toHaveLength(1 + 1 + 2 * 2 * 2);
  });

  test("needs nothing from outside: no script, no address, and a policy that forbids both", () => {
    const page = renderHtml(mnistReport());
    expect(page).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    );
    expect(page).not.toMatch(/<script|<link|<img|<iframe|https?:|url\(|@import|\son\w+=/);
  });

  test("says its language, its width and its colour schemes", () => {
    const page = renderHtml(tinyReport());
    expect(page.startsWith('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">')).toBe(true);
    expect(page).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
    expect(page).toContain('<meta name="color-scheme" content="light dark">');
  });

  test.each([
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'--></style></title><b>",
    "&lt;script&gt;",
  ])("keeps %s text wherever a name can stand", (text) => {
    const page = renderHtml(named(text));
    const escaped = text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      .replaceAll("'", "&#39;");
    expect(page).not.toContain(text);
    expect(page).toContain(`<h1>${escaped}</h1>`);
    expect(page).toContain(`<title>Evaluation of ${escaped}</title>`);
    expect(unbalanced(page)).toBeUndefined();
    expect(page).not.toMatch(/<script|<img|<b>[^\d]/);
  });

  test("leaves out the pictures of a split without images", () => {
    const page = renderHtml(sparseReport());
    expect(page).toContain("No held-out images were evaluated.");
    expect(page.match(/<svg class="heat-map"/g)).toHaveLength(1);
  });

  test("gives the same page for the same report", () => {
    expect(renderHtml(mnistReport())).toBe(renderHtml(mnistReport()));
  });
});
