/**
 * Writes every package's jsr.json from its package.json. `npm run version-packages` runs it, and
 * scripts/check-packages.ts fails where it would change something.
 *
 * usage: deno run -A scripts/sync-jsr.ts
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { jsrManifest } from "./packages/jsr-manifest.ts";
import { readPublishedPackages } from "./packages/published-package.ts";

for (const { folder, manifest } of readPublishedPackages(fileURLToPath(new URL("..", import.meta.url)))) {
  writeFileSync(join(folder, "jsr.json"), `${JSON.stringify(jsrManifest(manifest), null, 2)}\n`);
}
