import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);
const deno = join(root, "node_modules/.bin/deno");
const denoWorks = await run(deno, ["--version"]).then(
  () => true,
  () => false,
);

test.skipIf(!denoWorks)(
  "`deno task train` and `deno task evaluate` do the main job on Deno's own WebGPU [needs deno]",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "proj-deno-"));
    try {
      const out = join(folder, "odd");
      await run(deno, ["task", "train", "--epochs", "1", "--out", out], { cwd: root });
      const manifest = JSON.parse(await readFile(join(out, "manifest.json"), "utf8")) as {
        readonly backend: { readonly name: string; readonly runtime: string };
      };
      expect(manifest.backend.name).toBe("webgpu");
      expect(manifest.backend.runtime).toMatch(/^deno /);

      const { stdout } = await run(deno, ["task", "evaluate", "--model", out, "--json"], { cwd: root });
      const { summary } = JSON.parse(stdout) as {
        readonly summary: { readonly heldOut: Record<"even" | "odd", { readonly accuracy: number }> };
      };
      expect(summary.heldOut.even.accuracy).toBe(0);
      expect(summary.heldOut.odd.accuracy).toBeGreaterThan(0.85); // after one epoch of ten
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
  300_000,
);
