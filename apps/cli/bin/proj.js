#!/usr/bin/env node
// Tracked, and not built, so that `npm ci` finds something to link before the first build.
import { existsSync } from "node:fs";
import process from "node:process";

const main = new URL("../dist/main.js", import.meta.url);
if (existsSync(main)) await import(main.href);
else {
  process.stderr.write("error: Cannot run proj: it is not built yet. Run `npm run build` first.\n");
  process.exitCode = 1;
}
