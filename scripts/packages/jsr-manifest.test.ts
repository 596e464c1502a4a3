import { expect, test } from "vitest";
import { entryPoints } from "./entry-points.ts";
import { jsrManifest } from "./jsr-manifest.ts";
import type { PackageManifest } from "./published-package.ts";

const manifest: PackageManifest = {
  name: "@proj/shape",
  version: "1.2.3",
  description: "Shapes",
  license: "MIT",
  files: ["dist", "data", "src", "!src/**/*.test.ts"],
  exports: {
    ".": { source: "./src/mod.ts", types: "./dist/mod.d.ts", default: "./dist/mod.js" },
    "./device": {
      deno: { source: "./src/deno.ts", default: "./dist/deno.js" },
      source: "./src/node.ts",
      default: "./dist/node.js",
    },
  },
  peerDependencies: { lib: "^1.0.0", "@proj/other": "0.x" },
};

test("jsr.json has package.json's name and version, and the sources that Deno loads", () => {
  const { name, version, license, exports } = jsrManifest(manifest);
  expect({ name, version, license }).toEqual({ name: "@proj/shape", version: "1.2.3", license: "MIT" });
  expect(exports).toEqual({ ".": "./src/mod.ts", "./device": "./src/deno.ts" });
});

test("a peer from npm keeps its range, and one of this repository is left to Deno", () => {
  expect(jsrManifest(manifest).imports).toEqual({ lib: "npm:lib@^1.0.0" });
  expect(jsrManifest({ ...manifest, peerDependencies: {} })).not.toHaveProperty("imports");
});

test("JSR gets what npm gets, without the build and with the README", () => {
  expect(jsrManifest(manifest).publish).toEqual({
    include: ["data", "src", "README.md"],
    exclude: ["src/**/*.test.ts"],
  });
});

test("exports are resolved by the first condition that holds", () => {
  expect([...entryPoints(manifest, ["deno"])]).toEqual([
    [".", "./dist/mod.js"],
    ["./device", "./dist/deno.js"],
  ]);
  expect([...entryPoints(manifest, ["source"]).values()]).toEqual(["./src/mod.ts", "./src/node.ts"]);
});

test("WebAssembly is no entry point: it has no docstrings and no place among JSR's exports", () => {
  const exports = { ...manifest.exports, "./kernel.wasm": { types: "./k.d.ts", default: "./k.wasm" } };
  expect(entryPoints({ ...manifest, exports }, [])).toEqual(entryPoints(manifest, []));
});

test("an export that no condition reaches is an error that names it", () => {
  const exports = { ".": { browser: "./b.js" } };
  expect(() => entryPoints({ name: "@proj/shape", exports }, ["deno"])).toThrow(
    new RangeError("Cannot resolve . of @proj/shape: one of its conditions must hold, received deno"),
  );
});
