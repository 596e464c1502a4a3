import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const run = promisify(execFile);

/** A project outside of this repository that has installed a package of it. */
export interface PackedProject {
  readonly folder: string;
  remove(): Promise<void>;
}

/**
 * Makes a project with a package as npm would publish it: packed, and installed from the tarball, so that a file which
 * `files` forgets is missing. TensorFlow.js comes by a link from this repository; nothing is downloaded.
 *
 * @param name The package's folder under `packages`. It must have been built, and need nothing but TensorFlow.js.
 * @returns The project, with the programs of this folder in it; the caller removes it.
 */
export async function installPacked(name: string): Promise<PackedProject> {
  // macOS hands out a temporary folder by a link, and Node resolves links.
  const folder = await realpath(await mkdtemp(join(tmpdir(), "proj-packed-")));
  const packed = join(root, "packages", name);
  const { stdout } = await run("npm", ["pack", packed, "--json", "--ignore-scripts"], { cwd: folder });
  const [{ filename }] = JSON.parse(stdout) as [{ readonly filename: string }];
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  const offline = ["--offline", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund"];
  await run("npm", ["install", `./${filename}`, ...offline], { cwd: folder });
  await mkdir(join(folder, "node_modules"), { recursive: true });
  await symlink(join(root, "node_modules/@tensorflow"), join(folder, "node_modules/@tensorflow"), "dir");
  await cp(fileURLToPath(new URL(".", import.meta.url)), folder, {
    recursive: true,
    filter: (file) => !file.endsWith(".ts"),
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
