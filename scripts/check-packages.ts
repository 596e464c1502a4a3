/**
 * Checks every published package as npm would pack it: what `exports` names is there (publint), and its types resolve from
 * ES modules and bundlers (attw). The packages must have been built.
 *
 * usage: deno run -A scripts/check-packages.ts
 */
import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
const bin = (name: string): string => join(root, "node_modules/.bin", name);

let failures = 0;
for (const name of readdirSync(join(root, "packages"))) {
  const folder = join(root, "packages", name);
  for (const [tool, args] of [
    ["publint", ["--strict", folder]],
    ["attw", ["--pack", folder, "--profile", "esm-only", "--no-emoji", "--no-color"]],
  ] as const) {
    const failure = await run(bin(tool), [...args], { cwd: folder }).then(
      () => null,
      (error: { readonly stdout: string; readonly stderr: string }) => error.stdout + error.stderr,
    );
    process.stdout.write(`${failure === null ? "ok  " : "FAIL"}  @proj/${name}: ${tool}\n${failure ?? ""}`);
    if (failure !== null) failures++;
  }
}
process.exitCode = failures === 0 ? 0 : 1;
