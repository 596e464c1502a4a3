import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { deadLinks } from "./docs/dead-links.ts";
import { writeExamples } from "./examples/example-programs.ts";
import { type MarkdownExample, markdownExamples } from "./examples/markdown-examples.ts";
import { unmetComments } from "./examples/unmet-comments.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), "utf8");

/** Each document with TypeScript in it, and whether that can run as it stands; what wants files or a download is type-checked. */
const files = [
  ["README.md", "runs"],
  ["docs/guides/from-keras.md", "runs"],
  ["docs/guides/from-pytorch.md", "runs"],
  ["docs/guides/labels-that-are-conditions.md", "runs"],
  ["packages/core/README.md", "runs"],
  ["packages/trainer/README.md", "runs"],
  ["packages/datasets/README.md", "type-checks"],
  ["packages/model/README.md", "type-checks"],
  ["packages/swiftshader/README.md", "type-checks"],
  ["apps/api/README.md", "type-checks"],
] as const;

describe("the TypeScript in the READMEs and guides [needs deno]", () => {
  const documents = files.map(([file, what]) => ({
    file,
    what,
    examples: markdownExamples(read(file), file),
  }));
  const all = documents.flatMap(({ examples }) => examples);
  const programs = writeExamples(root, all);
  afterAll(() => programs.remove());

  test.each(documents)("$file has some", ({ examples }) => {
    expect(examples.length).toBeGreaterThan(0);
  });

  test("each type-checks", () => programs.check());

  test.concurrent.each(
    documents
      .filter(({ what }) => what === "runs")
      .flatMap(({ examples }) => examples)
      .map((example): [string, MarkdownExample] => [`${example.file}:${example.line}`, example]),
  )("%s runs, and prints what its comments and the block behind it say", async (_, example) => {
    const printed = await programs.run(example);
    expect(printed).not.toEqual([]);
    expect(unmetComments(example.code, printed)).toEqual([]);
    if (example.output !== null) expect(printed.map(({ text }) => text).join("\n")).toBe(example.output);
  });
});

test.each([
  ...files.map(([file]) => file),
  "CONTRIBUTING.md",
  "docs/README.md",
  "examples/README.md",
  "apps/playground/README.md",
])("the links of %s lead somewhere", (file) => {
  expect(deadLinks(root, file)).toEqual([]);
});

test("the task file that the guide shows is that of the example", () => {
  const [, json = ""] =
    /^```json\n(.*?)^```$/ms.exec(read("docs/guides/labels-that-are-conditions.md")) ?? [];
  expect(JSON.parse(json)).toEqual(JSON.parse(read("examples/nhanes/task.json")));
});
