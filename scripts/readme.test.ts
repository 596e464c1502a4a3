import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const deno = join(root, "node_modules/.bin/deno");

/** Each README with TypeScript in it, and whether that can run as it stands; what wants files or a download is type-checked. */
const files = [
  ["README.md", "runs"],
  ["packages/core/README.md", "runs"],
  ["packages/trainer/README.md", "runs"],
  ["packages/datasets/README.md", "type-checks"],
  ["packages/model/README.md", "type-checks"],
  ["packages/swiftshader/README.md", "type-checks"],
] as const;

/** Writes a program where imports find the workspaces, and has Deno check it, or check and run it. */
async function denoOn(code: string, runs: boolean): Promise<string> {
  const reports = join(root, "reports");
  await mkdir(reports, { recursive: true });
  const folder = await mkdtemp(join(reports, "readme-"));
  try {
    const program = join(folder, "example.ts");
    await writeFile(program, code);
    const command = runs ? ["run", "-A", "--check"] : ["check"];
    const run = promisify(execFile)(deno, [...command, "--conditions=source", program], { cwd: root });
    return (await run).stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe.each(files)("the TypeScript in %s %s [needs deno]", async (file, what) => {
  const text = await readFile(join(root, file), "utf8");
  const examples = [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = ""]) => code);

  test("there is an example", () => {
    expect(examples.length).toBeGreaterThan(0);
  });

  test.each(examples.map((code, i) => [i + 1, code] as const))(
    "example %i",
    async (_, code) => {
      const output = await denoOn(code, what === "runs");
      if (what === "runs") expect(output).not.toBe("");
      else await expect(denoOn(`${code}\nconst wrong: string = 1;`, false)).rejects.toThrow("TS2322");
    },
    120_000,
  );
});
