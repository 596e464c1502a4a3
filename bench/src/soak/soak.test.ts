import { execFile } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { SoakOutcome } from "./soak-outcome.ts";

test("twelve seconds of full load, of clients that do not behave and of models that change lose nothing", {
  timeout: 120_000,
}, async () => {
  const program = fileURLToPath(new URL("../../dist/soak/soak.js", import.meta.url));
  const run = promisify(execFile)(process.execPath, [program, "--minutes", "0.2", "--json"]);
  // It fails where something was wrong, and says what in the same way.
  const { stdout } = await run.catch((error: { stdout: string }) => error);
  const outcome = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as SoakOutcome;
  expect(outcome.faults).toEqual([]);
  expect(outcome.right).toBeGreaterThan(1000);
  expect(outcome.versions).toBeGreaterThan(5);
  expect(outcome.told).toMatchObject({
    "sends a zip bomb: 413": expect.any(Number),
    "nests arrays a million deep: 400": expect.any(Number),
    "floods its headers: 431": expect.any(Number),
  });
});
