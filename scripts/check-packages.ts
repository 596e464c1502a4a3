/**
 * Checks every published package as npm and JSR would take it. npm: what `exports` names is there (publint), and its types
 * resolve from ES modules and bundlers (attw). JSR: jsr.json is in step with package.json, and a dry run of publishing
 * finds no slow types. Everything public has a docstring (deno doc --lint). The packages must have been built.
 *
 * usage: deno run -A scripts/check-packages.ts
 */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual, promisify } from "node:util";
import { entryPoints } from "./packages/entry-points.ts";
import { jsrManifest } from "./packages/jsr-manifest.ts";
import { readPublishedPackages } from "./packages/published-package.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
const bin = (name: string): string => join(root, "node_modules/.bin", name);
const env = { ...process.env, NO_COLOR: "1" };

let failures = 0;

function report(subject: string, failure: string | null): void {
  process.stdout.write(`${failure === null ? "ok  " : "FAIL"}  ${subject}\n${failure ?? ""}`);
  if (failure !== null) failures++;
}

/** Runs a tool, and gives what it printed where it fails. */
function failureOf(
  tool: string,
  args: readonly string[],
  folder: string,
  more: Readonly<Record<string, string>> = {},
): Promise<string | null> {
  return run(bin(tool), [...args], { cwd: folder, env: { ...env, ...more } }).then(
    () => null,
    (error: { readonly stdout: string; readonly stderr: string }) => error.stdout + error.stderr,
  );
}

for (const { folder, manifest } of readPublishedPackages(root)) {
  const { name } = manifest;
  report(`${name}: publint`, await failureOf("publint", ["--strict", folder], folder));
  const attw = ["--pack", folder, "--profile", "esm-only", "--no-emoji", "--no-color"];
  report(`${name}: attw`, await failureOf("attw", attw, folder));
  // Without npm: a type of TensorFlow.js is no private type of ours, but would be reported as one.
  const lint = [
    "doc",
    "--quiet",
    "--lint",
    "--no-npm",
    ...entryPoints(manifest, ["deno", "source"]).values(),
  ];
  report(`${name}: docstrings`, await failureOf("deno", lint, folder, { DENO_CONDITIONS: "source" }));
  const jsr: unknown = JSON.parse(readFileSync(join(folder, "jsr.json"), "utf8"));
  const inStep = isDeepStrictEqual(jsr, jsrManifest(manifest));
  report(
    `${name}: jsr.json`,
    inStep ? null : "It differs from package.json: deno run -A scripts/sync-jsr.ts\n",
  );
}
report(
  "JSR: deno publish --dry-run",
  await failureOf("deno", ["publish", "--dry-run", "--allow-dirty"], root),
);
process.exitCode = failures === 0 ? 0 : 1;
