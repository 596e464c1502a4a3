import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "../models/testing/temporary-folder.ts";

/** What stands in the page of {@linkcode playgroundFolder}. */
export const page = "<!doctype html><title>playground</title>";

/** What stands in the script that the page loads: enough to be compressed. */
export const script = `export const text = "${"a".repeat(2000)}";`;

/** A folder with a small playground, removed after the test. */
export async function playgroundFolder(): Promise<string> {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "index.html"), page);
  await writeFile(join(folder, "assets/main-1a2b.js"), script);
  await writeFile(join(folder, "assets/digits.gz"), Uint8Array.of(31, 139, 8, 0));
  await writeFile(
    join(folder, "_headers"),
    "/*\n  Content-Security-Policy: default-src 'self'\n/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n",
  );
  return folder;
}
