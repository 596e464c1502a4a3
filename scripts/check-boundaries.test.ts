import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { findLongFiles } from "./boundaries/file-length.ts";
import { rooms } from "./boundaries/rooms.ts";
import { readModules } from "./boundaries/source-module.ts";
import { formatViolation } from "./boundaries/violation.ts";
import { readWorkspaces } from "./boundaries/workspace.ts";
import { checkBoundaries } from "./check-boundaries.ts";

/** The package.json files of a small repository: two external libraries, `lib` shipped and `tool` for development. */
const manifests: Record<string, string> = {
  "package.json": manifest("proj", { private: true, devDependencies: { vitest: "1.0.0" } }),
  ...Object.fromEntries(
    [
      "packages/core",
      "packages/datasets",
      "packages/model",
      "packages/swiftshader",
      "packages/trainer",
      "apps/cli",
    ].map((dir) => [
      `${dir}/package.json`,
      manifest(`@proj/${dir.split("/")[1]}`, {
        exports: { ".": "./src/mod.ts", "./node": "./src/node/mod.ts" },
        dependencies: Object.fromEntries(
          ["core", "datasets", "model", "swiftshader", "trainer"].map((name) => [`@proj/${name}`, "1.0.0"]),
        ),
        peerDependencies: { lib: "1.0.0" },
        devDependencies: { tool: "1.0.0", "@types/shape": "1.0.0", "@tensorflow/tfjs-backend-cpu": "1.0.0" },
      }),
    ]),
  ),
};
const folders: string[] = [];

function manifest(name: string, more: object): string {
  return JSON.stringify({ name, ...more });
}

/** Writes a repository into a temporary folder. */
function repository(sources: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), "boundaries-"));
  folders.push(root);
  for (const [file, text] of Object.entries({ ...manifests, ...sources })) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}

/** The violations of a repository as `file:line rule`. */
function violations(sources: Record<string, string>): string[] {
  return checkBoundaries(repository(sources)).violations.map(
    ({ file, line, rule }) => `${file}:${line} ${rule}`,
  );
}

/** Violations of one file that holds one import. */
function violationsOf(file: string, specifier: string): string[] {
  return violations({ [file]: `import { a } from "${specifier}";\na();\n` });
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe("arrows between rooms", () => {
  test.each([
    ["packages/model/src/a.ts", "@proj/core"],
    ["packages/trainer/src/a.ts", "@proj/core"],
    ["packages/trainer/src/a.ts", "@proj/datasets"],
    ["packages/trainer/src/a.ts", "@proj/model"],
    ["packages/trainer/src/a.test.ts", "@proj/swiftshader"],
    ["packages/core/src/a.test.ts", "@proj/swiftshader"],
    ["apps/cli/src/a.ts", "@proj/swiftshader"],
    ["packages/core/src/a.test.ts", "@proj/core"],
  ])("%s may import %s", (file, specifier) => {
    expect(violationsOf(file, specifier)).toEqual([]);
  });

  test.each([
    ["packages/core/src/a.ts", "@proj/model", "core may import no other package of this repository"],
    ["packages/core/src/a.test.ts", "@proj/model", "core may import no other package of this repository"],
    ["packages/datasets/src/a.ts", "@proj/core", "datasets may import no other package of this repository"],
    [
      "packages/swiftshader/src/a.ts",
      "@proj/core",
      "swiftshader may import no other package of this repository",
    ],
    ["packages/model/src/a.ts", "@proj/datasets", "model may import only core"],
    ["packages/trainer/src/a.ts", "@proj/cli", "trainer may import only core, datasets, model"],
    ["packages/model/src/a.ts", "@proj/core/src/a.ts", "a package is entered through its exports: ., ./node"],
    ["packages/core/src/a.ts", "@proj/core", "a package imports its own files by relative paths"],
  ])("%s may not import %s", (file, specifier, rule) => {
    expect(violationsOf(file, specifier)).toEqual([`${file}:1 ${rule}`]);
  });

  test("types, re-exports and import() are arrows too", () => {
    const source = [
      'import type { A } from "@proj/model";',
      'export { b } from "@proj/model";',
      'export * from "@proj/model";',
      'export const c = () => import("@proj/model");',
      'export type D = import("@proj/model").D | A;',
    ].join("\n");
    const rule = "core may import no other package of this repository";
    expect(violations({ "packages/core/src/a.ts": source })).toEqual(
      [1, 2, 3, 4, 5].map((line) => `packages/core/src/a.ts:${line} ${rule}`),
    );
  });

  test("comments and strings are not imports", () => {
    const source =
      '// import "@proj/model";\n/** import { a } from "@proj/model"; */\nexport const a = \'import "x"\';\n';
    expect(violations({ "packages/core/src/a.ts": source })).toEqual([]);
  });

  test("a package that no room describes is an error", () => {
    const root = repository({ "packages/extra/package.json": manifest("@proj/extra", {}) });
    expect(() => checkBoundaries(root)).toThrow("Cannot check packages/extra: no room describes it");
  });
});

describe("the trainer and swiftshader", () => {
  const rule = "trainer reaches swiftshader only by import(), in a file for one runtime";
  const lazy = 'export const load = () => import("@proj/swiftshader");\n';

  test("a file for one runtime may take it with import()", () => {
    const sources = { "packages/trainer/src/node.ts": lazy, "packages/trainer/src/deno.ts": lazy };
    expect(violations(sources)).toEqual([]);
  });

  test("a file for all runtimes may not", () => {
    expect(violations({ "packages/trainer/src/a.ts": lazy })).toEqual([
      `packages/trainer/src/a.ts:1 ${rule}`,
    ]);
  });

  test("no file may load it at once", () => {
    expect(violationsOf("packages/trainer/src/node.ts", "@proj/swiftshader")).toEqual([
      `packages/trainer/src/node.ts:1 ${rule}`,
    ]);
  });
});

describe("runtime modules", () => {
  const marked = "runtime modules are imported only in a `node` folder or in node.ts, deno.ts and bun.ts";
  const nowhere = "core runs anywhere and imports no runtime";

  test.each([
    "packages/model/src/node/a.ts",
    "packages/trainer/src/device/node.ts",
    "packages/trainer/src/device/deno.ts",
    "packages/swiftshader/src/a.ts",
    "packages/datasets/scripts/build.ts",
    "packages/core/src/a.test.ts",
    "packages/core/src/a_test.ts",
    "apps/cli/src/a.ts",
    "scripts/a.ts",
  ])("%s may import them", (file) => {
    expect(violationsOf(file, "node:fs")).toEqual([]);
  });

  test.each([
    ["packages/core/src/a.ts", "node:fs", nowhere],
    ["packages/core/src/node/a.ts", "node:fs", nowhere],
    ["packages/core/src/latest.ts", "node:fs", nowhere],
    ["packages/model/src/a.ts", "node:fs", marked],
    ["packages/model/src/a.ts", "fs/promises", marked],
    ["packages/trainer/src/device/browser.ts", "node:fs", marked],
    ["packages/trainer/src/a.ts", "@proj/datasets/node", marked],
  ])("%s may not import %s", (file, specifier, rule) => {
    expect(violationsOf(file, specifier)).toEqual([`${file}:1 ${rule}`]);
  });

  test("neutral code may not load a file that needs them, however far away, but may take it with import()", () => {
    const sources = {
      "packages/model/src/a.ts": 'import { b } from "./node/b.ts";\nb();\n',
      "packages/model/src/lazy.ts": 'export const load = () => import("./node/b.ts");\n',
      "packages/model/src/node/b.ts": 'export { c as b } from "./c.ts";\n',
      "packages/model/src/node/c.ts":
        'import { readFileSync } from "node:fs";\nexport const c = readFileSync;\n',
    };
    expect(violations(sources)).toEqual([
      "packages/model/src/a.ts:1 code that runs everywhere does not load code for one runtime",
    ]);
  });

  test("neutral code may load a file marked for a runtime that needs none of its modules", () => {
    const sources = {
      "packages/trainer/src/a.ts": 'import { b } from "./device/deno.ts";\nb();\n',
      "packages/trainer/src/device/deno.ts": "export const b = () => 1;\n",
    };
    expect(violations(sources)).toEqual([]);
  });

  test("a computed import() is an error in neutral code", () => {
    const source = "export const load = (name: string) => import(name);\n";
    expect(violations({ "packages/core/src/a.ts": source, "apps/cli/src/a.ts": source })).toEqual([
      "packages/core/src/a.ts:1 code that runs everywhere names what it imports",
    ]);
  });
});

describe("third-party packages", () => {
  const undeclared = "every package that is imported is declared by the package that imports it";

  test.each([
    ["packages/core/src/a.ts", "lib/part"],
    ["packages/core/src/a.test.ts", "tool"],
    ["packages/core/src/a.test.ts", "vitest"],
    ["packages/core/vitest.config.ts", "vitest/config"],
    ["packages/core/src/a.test.ts", "@tensorflow/tfjs-backend-cpu"],
    ["scripts/a.ts", "vitest"],
  ])("%s may import %s", (file, specifier) => {
    expect(violationsOf(file, specifier)).toEqual([]);
  });

  test.each([
    ["packages/core/src/a.ts", "elsewhere", undeclared],
    ["packages/core/src/a.ts", "tool", undeclared],
    ["packages/core/src/a.ts", "vitest", undeclared],
    ["packages/core/src/a.test.ts", "elsewhere", undeclared],
    ["scripts/a.ts", "tool", undeclared],
    [
      "packages/core/src/a.ts",
      "@tensorflow/tfjs-backend-cpu",
      "core does not import it: core runs on whatever backend its user registered",
    ],
    [
      "packages/core/src/a.test.ts",
      "@tensorflow/tfjs-layers",
      "core does not import it: core needs the operations of tfjs-core and nothing else",
    ],
  ])("%s may not import %s", (file, specifier, rule) => {
    expect(violationsOf(file, specifier)).toEqual([`${file}:1 ${rule}`]);
  });

  test("core may take types of tfjs-layers, and load nothing of it", () => {
    const source = (use: string): Record<string, string> => ({
      "packages/core/package.json": manifest("@proj/core", {
        peerDependencies: { "@tensorflow/tfjs-layers": "1.0.0" },
      }),
      "packages/core/src/a.ts": `${use} { LayersModel } from "@tensorflow/tfjs-layers";\n`,
    });
    expect(violations(source("export type"))).toEqual([]);
    expect(violations(source("export"))).toEqual([
      "packages/core/src/a.ts:1 core does not import it: core needs the operations of tfjs-core and nothing else",
    ]);
  });

  test("a type may come from a declared @types package, a value may not", () => {
    const source = 'import type { A } from "shape";\nimport { b } from "shape";\nexport const c: A = b;\n';
    expect(violations({ "packages/core/src/a.test.ts": source })).toEqual([
      `packages/core/src/a.test.ts:2 ${undeclared}`,
    ]);
  });
});

describe("imports by path", () => {
  const rule = "an import by path is relative and stays inside its package";

  test.each([
    ["packages/model/src/a.ts", "../../core/src/a.ts", [rule]],
    ["packages/model/src/a.test.ts", "../../core/src/a.ts", [rule]],
    ["packages/model/src/a.ts", "../../../vectors/a.json", [rule]],
    ["packages/model/src/a.ts", "/etc/a.ts", [rule]],
    ["scripts/a.ts", "../packages/core/src/a.ts", [rule]],
    ["packages/model/src/a.test.ts", "../../../vectors/a.json", []],
    ["packages/model/vitest.config.ts", "../../vitest.shared.ts", []],
    ["packages/model/src/a.ts", "./b/../c.ts", []],
    ["scripts/a.ts", "../vitest.shared.ts", []],
  ])("%s importing %s breaks %j", (file, specifier, rules) => {
    expect(violationsOf(file, specifier)).toEqual(rules.map((broken) => `${file}:1 ${broken}`));
  });
});

describe("circles of imports", () => {
  const file = (name: string): string => `packages/core/src/${name}.ts`;

  test("a circle of three files is found once, with its path", () => {
    const { violations: found } = checkBoundaries(
      repository({
        [file("a")]: 'import { b } from "./b.ts";\nexport const a = b;\n',
        [file("b")]: 'export { c as b } from "./c.ts";\n',
        [file("c")]: '// the way back\nimport { a } from "./a.ts";\nexport const c = a;\n',
      }),
    );
    expect(found.map(({ file, line, found }) => `${file}:${line} ${found}`)).toEqual([
      `${file("c")}:2 closes a circle of imports: ${["a", "b", "c", "a"].map(file).join(" -> ")}`,
    ]);
  });

  test.each([
    ["import type", 'import type { A } from "./a.ts";\nexport const b: A = 1;\n'],
    ["import()", 'export const b = () => import("./a.ts");\n'],
  ])("%s closes none", (_, b) => {
    expect(
      violations({ [file("a")]: 'import { b } from "./b.ts";\nexport type A = typeof b;\n', [file("b")]: b }),
    ).toEqual([]);
  });

  test("an inline type closes one, because the compiler keeps the import", () => {
    const sources = {
      [file("a")]: 'import { b } from "./b.ts";\nexport type A = typeof b;\n',
      [file("b")]: 'import { type A } from "./a.ts";\nexport const b: A = 1;\n',
    };
    expect(violations(sources)).toEqual([`${file("b")}:1 files do not import each other in a circle`]);
  });
});

describe("file length", () => {
  const longest = "export {};\n".repeat(260);
  const rule = "a source holds one idea and at most 260 lines";

  test("260 lines are in order, 261 are not, and a test may be longer", () => {
    const sources = {
      "packages/core/src/a.ts": longest,
      "packages/core/src/b.ts": `${longest}export {};\n`,
      "packages/core/src/b.test.ts": `${longest}export {};\n`,
      "scripts/c.ts": `${longest}export {};\n`,
    };
    expect(violations(sources)).toEqual([`packages/core/src/b.ts:261 ${rule}`, `scripts/c.ts:261 ${rule}`]);
  });

  test("a listed file may be long, and a permission that is not needed is an error", () => {
    const sources = { "packages/core/src/a.ts": longest, "packages/core/src/b.ts": `${longest}export {};\n` };
    const root = repository(sources);
    const modules = readModules(root, readWorkspaces(root, rooms));
    const permitted = { "packages/core/src/a.ts": "a table", "packages/core/src/b.ts": "a table" };
    expect(findLongFiles(modules, permitted).map(({ file, found }) => `${file} ${found}`)).toEqual([
      "packages/core/src/a.ts may be long, but is not (or is gone)",
    ]);
  });
});

test("a violation reads as place, finding, rule and remedy", () => {
  const [violation] = checkBoundaries(
    repository({ "packages/core/src/a.ts": '\nimport "node:fs";\n' }),
  ).violations;
  expect(violation && formatViolation(violation)).toBe(
    [
      'packages/core/src/a.ts:2 imports "node:fs"',
      "  rule: core runs anywhere and imports no runtime",
      "  do:   use what the web platform has",
    ].join("\n"),
  );
});

test("a source that does not parse is named", () => {
  const root = repository({ "packages/core/src/a.ts": "export const = 1;\n" });
  expect(() => checkBoundaries(root)).toThrow("Cannot read the imports of packages/core/src/a.ts");
});
