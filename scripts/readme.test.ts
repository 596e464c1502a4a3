import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const files = ["README.md", "packages/core/README.md", "packages/trainer/README.md"];

describe.each(files)("the TypeScript in %s", async (file) => {
  const text = await readFile(join(root, file), "utf8");
  const examples = [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => code);

  test("is there", () => {
    expect(examples.length).toBeGreaterThan(0);
  });

  test.each(examples.map((code, i) => [i + 1, code] as const))(
    "example %i type-checks and runs [needs deno]",
    async (_, code) => {
      // Inside the repository, so that imports find the workspaces.
      const folder = await mkdtemp(
        join(await mkdir(join(root, "reports"), { recursive: true }).then(() => root), "reports/readme-"),
      );
      try {
        const program = join(folder, "example.ts");
        await writeFile(program, code);
        const deno = join(root, "node_modules/.bin/deno");
        const { stdout } = await promisify(execFile)(
          deno,
          ["run", "-A", "--check", "--conditions=source", program],
          { cwd: root },
        );
        expect(stdout).not.toBe("");
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    120_000,
  );
});
