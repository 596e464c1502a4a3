import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { Example } from "./read-examples.ts";
import type { Printed } from "./unmet-comments.ts";

const run = promisify(execFile);

/** Examples as files that Deno checks and runs. */
export interface ExamplePrograms {
  /** Type-checks all of them at once; rejects with the compiler's messages. */
  check(): Promise<void>;
  /** Runs one as a program of its own, and gives what console.log printed. */
  run(example: Example): Promise<Printed[]>;
  /** Removes the files. */
  remove(): void;
}

/**
 * Writes examples as programs where imports find the workspaces. What a program writes itself lands beside it.
 *
 * @param root The repository's root.
 * @param examples The examples; a relative import is taken from the file that an example stands in.
 */
export function writeExamples(root: string, examples: readonly Example[]): ExamplePrograms {
  const deno = join(root, "node_modules/.bin/deno");
  const env = { ...process.env, NO_COLOR: "1" };
  mkdirSync(join(root, "reports"), { recursive: true });
  const folder = mkdtempSync(join(root, "reports/examples-"));
  const programOf = ({ file, line }: Example): string =>
    join(folder, `${file.replace(/\.ts$/, "")}-${line}.ts`);
  for (const example of examples) {
    const program = programOf(example);
    const home = pathToFileURL(join(root, dirname(example.file))).href;
    mkdirSync(dirname(program), { recursive: true });
    writeFileSync(program, example.code.replaceAll(/(from |import\()"\.\//g, `$1"${home}/`));
  }
  return {
    check: async () => {
      await run(deno, ["check", "--quiet", "--conditions=source", ...examples.map(programOf)], {
        cwd: root,
        env,
      });
    },
    run: async (example) => {
      const program = programOf(example);
      const preload = fileURLToPath(new URL("print-calls.ts", import.meta.url));
      const { stdout } = await run(
        deno,
        ["run", "-A", "--quiet", "--no-check", "--conditions=source", `--preload=${preload}`, program],
        { cwd: dirname(program), env, timeout: 60_000 },
      );
      return stdout
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Printed);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
