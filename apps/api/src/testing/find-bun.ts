import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const platforms = fileURLToPath(new URL("../../../../node_modules/@oven", import.meta.url));

/**
 * Finds Bun where npm put it: in a package for the platform. The package `bun` itself would copy it from there, or download
 * it, in an install script that this repository does not run.
 *
 * @returns The program, or `null` where there is none that runs here.
 */
export async function findBun(): Promise<string | null> {
  for (const platform of existsSync(platforms) ? readdirSync(platforms) : []) {
    for (const file of ["bun", "bun.exe"]) {
      const program = join(platforms, platform, "bin", file);
      const works = await promisify(execFile)(program, ["--version"]).then(
        () => true,
        () => false,
      );
      if (works) return program;
    }
  }
  return null;
}
