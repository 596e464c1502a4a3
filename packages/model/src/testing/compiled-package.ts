import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";

/** This package compiled on its own, for child processes of plain Node. */
export interface CompiledPackage {
  /** The URL of a compiled module: `url("node/mod.js")`. */
  url(file: string): string;
  remove(): Promise<void>;
}

/**
 * Compiles this package into a temporary folder where of all its dependencies only valibot can be found.
 *
 * Remove it afterwards.
 */
export async function compilePackage(): Promise<CompiledPackage> {
  const require = createRequire(import.meta.url);
  const packageFolder = fileURLToPath(new URL("../..", import.meta.url));
  const folder = await mkdtemp(join(tmpdir(), "proj-model-compiled-"));
  const compiler = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
  const options = [
    "--noCheck",
    "--composite",
    "false",
    "--isolatedDeclarations",
    "false",
    "--declaration",
    "false",
  ];
  const output = ["--declarationMap", "false", "--sourceMap", "false", "--outDir", folder];
  const buildInfo = ["--incremental", "--tsBuildInfoFile", join(folder, "build-info.json")];
  await promisify(execFile)(process.execPath, [
    compiler,
    "-p",
    packageFolder,
    ...options,
    ...output,
    ...buildInfo,
  ]);
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  await mkdir(join(folder, "node_modules"));
  const valibot = dirname(dirname(require.resolve("valibot")));
  await symlink(valibot, join(folder, "node_modules", "valibot"), "junction");
  return {
    url: (file) => pathToFileURL(join(folder, file)).href,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
