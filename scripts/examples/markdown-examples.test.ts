import { expect, test } from "vitest";
import { markdownExamples } from "./markdown-examples.ts";

test("markdownExamples reads each block of TypeScript with its line, and the output that follows it", () => {
  const markdown =
    "# Title\n\n```ts\na();\n\nb();\n```\n\n```text\nprinted\n  so\n```\n\n```sh\nc\n```\n\n```ts\nd();\n```\n\nProse.\n\n```text\ne\n```\n";
  expect(markdownExamples(markdown, "a.md")).toEqual([
    { file: "a.md", line: 4, code: "a();\n\nb();\n", output: "printed\n  so" },
    { file: "a.md", line: 19, code: "d();\n", output: null },
  ]);
});
