import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { writeExamples } from "./examples/example-programs.ts";
import { publicFunctions } from "./examples/public-functions.ts";
import { type Example, examplesOf, readExamples } from "./examples/read-examples.ts";
import { unmetComments } from "./examples/unmet-comments.ts";
import { readPublishedPackages } from "./packages/published-package.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Sources whose examples are type-checked only, and why they do not run here. */
const typeChecked: Readonly<Record<string, string>> = {
  "packages/datasets/src/node/load-dataset.ts": "downloads",
  "packages/datasets/src/node/load-idx-folder.ts": "reads a folder",
  "packages/model/src/artifact-error.ts": "downloads",
  "packages/model/src/artifact.ts": "downloads",
  "packages/datasets/src/node/load-published-csv.ts": "downloads",
  "packages/datasets/src/node/read-csv-file.ts": "reads files",
  "packages/model/src/parse-manifest.ts": "downloads",
  "packages/model/src/node/find-artifact-folders.ts": "reads a folder",
  "packages/model/src/node/read-artifact-folder.ts": "reads a folder",
  "packages/model/src/url-reader.ts": "downloads",
  "packages/swiftshader/src/deno.ts": "wants Linux x64",
  "packages/swiftshader/src/node.ts": "wants Linux x64, and Node",
  "packages/swiftshader/src/read-tar.ts": "reads a file",
  "packages/swiftshader/src/unpack-driver.ts": "wants Linux x64",
  "packages/trainer/src/backend/browser.ts": "wants a browser",
  "packages/trainer/src/classifier/train-classifier.ts": "trains for minutes where there is no GPU",
};

const titleOf = ({ file, line }: Example): string => `${file}:${line}`;

describe("the examples in the docstrings [needs deno]", () => {
  const packages = readPublishedPackages(root).map((published) => ({
    published,
    name: published.manifest.name,
    examples: readExamples(root, `packages/${published.shortName}`),
  }));
  const all = packages.flatMap(({ examples }) => examples);
  const programs = writeExamples(root, all);
  afterAll(() => programs.remove());

  test.each(packages)("$name has some", ({ examples }) => {
    expect(examples.length).toBeGreaterThan(0);
  });

  test("each type-checks", () => programs.check());

  test.concurrent.each(
    all.filter(({ file }) => !(file in typeChecked)).map((example) => [titleOf(example), example] as const),
  )("%s runs, and prints what its comments say", async (_, example) => {
    expect(unmetComments(example.code, await programs.run(example))).toEqual([]);
  });

  test("each of @proj/core runs, and what is said not to run is there", () => {
    expect(Object.keys(typeChecked).filter((file) => file.startsWith("packages/core/"))).toEqual([]);
    const files = all.map(({ file }) => file);
    expect(Object.keys(typeChecked).filter((file) => !files.includes(file))).toEqual([]);
  });

  test("every public function and class of @proj/core has one", async () => {
    const core = packages.find(({ name }) => name === "@proj/core");
    const functions = core ? await publicFunctions(root, core.published) : [];
    expect(functions.length).toBeGreaterThan(20);
    expect(functions.filter(({ hasExample }) => !hasExample).map(({ name }) => name)).toEqual([]);
  });
});

describe("an example that is wrong is found [needs deno]", () => {
  const example = (code: string, line = 1): Example => ({ file: "packages/core/src/wrong.ts", line, code });

  test("where it does not type-check, or lacks an import", async () => {
    const programs = writeExamples(root, [example("const wrong: string = 1;\n"), example("flag();\n", 2)]);
    await expect(programs.check()).rejects.toThrow(/TS2322.*wrong-1\.ts.*TS2304.*wrong-2\.ts/s);
    programs.remove();
  });

  test.each([
    ["throws", 'throw new Error("broken");\n'],
    ["rejects", 'Promise.reject(new Error("broken"));\n'],
  ])("where it %s", async (_, code) => {
    const programs = writeExamples(root, [example(code)]);
    await expect(programs.run(example(code))).rejects.toThrow("broken");
    programs.remove();
  });

  test("where it prints something else than its comment says", async () => {
    const wrong = example(
      'import { flag } from "@proj/core";\n\nconsole.log(flag().kind, 1 + 1); // "flag" 3\n',
    );
    const programs = writeExamples(root, [wrong]);
    const printed = await programs.run(wrong);
    expect(printed).toEqual([{ line: 3, text: "flag 2" }]);
    expect(unmetComments(wrong.code, printed)).toHaveLength(1);
    programs.remove();
  });
});

test("an @example is read with its line, and one without TypeScript is refused", () => {
  const source = ["/**", " * @example", " * ```ts", " * a();", " *", " * b();", " * ```", " */"].join("\n");
  expect(examplesOf(source, "a.ts")).toEqual([{ file: "a.ts", line: 4, code: "a();\n\nb();\n" }]);
  expect(() => examplesOf("/**\n * @example\n * a();\n */", "a.ts")).toThrow("Cannot read a.ts:2");
});
