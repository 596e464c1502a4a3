import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";
import { describe, expect, test } from "vitest";
import { bundlePage } from "./bundle-page.ts";
import type { ScenarioResult } from "./scenario.ts";
import { serveFolders } from "./serve-folders.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);
const expected = JSON.parse(readFileSync(join(root, "vectors/trajectory.json"), "utf8")) as {
  readonly loss_per_step: readonly number[];
};

const deno = join(root, "node_modules/.bin/deno");
const denoWorks = await run(deno, ["--version"]).then(
  () => true,
  () => false,
);
const browser = [process.env["PROJ_CHROMIUM"], "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
  (path) => path !== undefined && path !== "" && existsSync(path),
);

const results: ScenarioResult[] = [];

/** What every runtime must reach with each engine. */
function check(ofEngines: readonly ScenarioResult[]): void {
  expect(ofEngines.map(({ engine }) => engine)).toEqual(["eager", "fused"]);
  for (const result of ofEngines) checkEngine(result);
}

/** PyTorch's losses and weights, and the predictions of what came before it. */
function checkEngine(result: ScenarioResult): void {
  const worst = Math.max(
    ...result.losses.map((loss, i) => Math.abs(loss - (expected.loss_per_step[i] ?? Number.NaN))),
  );
  process.stdout.write(
    `${result.runtime}: ${result.engine} on ${result.backend} on ${result.adapter}, ${result.milliseconds.toFixed(0)} ms a step with read-back, losses within ${worst.toExponential(0)} of PyTorch's\n`,
  );
  expect(result.backend).toBe("webgpu");
  expect(result.losses).toHaveLength(20);
  for (const [i, loss] of result.losses.entries()) {
    expect(Math.abs(loss - (expected.loss_per_step[i] ?? Number.NaN))).toBeLessThan(2e-5);
  }
  expect(result.weightError).toBeLessThan(5e-5);
  expect(total(result.scores.live) + total(result.scores.masked)).toBe(640);
  // What never counted is never named.
  expect(result.scores.masked.every((row, label) => row[label] === 0)).toBe(true);
  for (const other of results) {
    expect(result.scores.live).toEqual(other.scores.live);
    expect(result.scores.masked).toEqual(other.scores.masked);
    expect(Math.abs(result.scores.loss - other.scores.loss)).toBeLessThan(2e-5);
    for (const [i, loss] of result.losses.entries()) {
      expect(Math.abs(loss - (other.losses[i] ?? Number.NaN))).toBeLessThan(2e-5);
    }
    for (const [i, probability] of result.probabilities.entries()) {
      expect(Math.abs(probability - (other.probabilities[i] ?? Number.NaN))).toBeLessThan(1e-4);
    }
  }
  expect(result.probabilities).toHaveLength(40);
  results.push(result);
}

const total = (counts: readonly (readonly number[])[]): number =>
  counts.flat().reduce((sum, count) => sum + count, 0);

const parse = (stdout: string): ScenarioResult[] => JSON.parse(stdout.trim().split("\n").at(-1) ?? "");

describe("20 steps and a prediction agree with PyTorch and with every other runtime", () => {
  test("Node, from the built packages [needs webgpu]", async () => {
    const { stdout } = await run(process.execPath, [join(root, "runtime-tests/dist/run-node.js")]);
    check(parse(stdout));
  }, 120_000);

  test.skipIf(!denoWorks)(
    "Deno with its own WebGPU, from the sources [needs deno]",
    async () => {
      const { stdout } = await run(
        deno,
        ["run", "-A", "--conditions=source", "runtime-tests/src/run-node.ts"],
        { cwd: root },
      );
      check(parse(stdout));
    },
    120_000,
  );

  const linuxX64 = process.platform === "linux" && process.arch === "x64";
  for (const [runtime, works, command] of [
    ["Node", true, [process.execPath, join(root, "runtime-tests/dist/run-node.js")]],
    ["Deno", denoWorks, [deno, "run", "-A", "--conditions=source", "runtime-tests/src/run-node.ts"]],
  ] as const) {
    test.skipIf(!linuxX64 || !works)(
      `${runtime} on SwiftShader out of npm [needs linux x64]`,
      async () => {
        const [program, ...args] = command;
        const { stdout } = await run(program, [...args, "swiftshader"], { cwd: root });
        const ofEngines = parse(stdout);
        for (const { adapter } of ofEngines) expect(adapter).toMatch(/swiftshader/i);
        check(ofEngines);
      },
      180_000,
    );
  }

  test.skipIf(browser === undefined)(
    "headless Chromium, from a Vite bundle [needs chromium]",
    async () => {
      const page = await mkdtemp(join(tmpdir(), "proj-page-"));
      await bundlePage(page);
      const server = await serveFolders({ page, vectors: join(root, "vectors") });
      const running = await chromium.launch({
        executablePath: browser as string,
        args: [
          "--no-sandbox",
          "--enable-unsafe-webgpu",
          "--use-webgpu-adapter=swiftshader",
          "--disable-background-networking",
        ],
      });
      try {
        const tab = await running.newPage();
        await tab.goto(server.origin);
        await tab.waitForFunction(() => "runInBrowser" in globalThis);
        check(await tab.evaluate(() => globalThis.runInBrowser()));
      } finally {
        await running.close();
        await server.close();
        await rm(page, { recursive: true, force: true });
      }
    },
    180_000,
  );
});
