import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { Miniflare } from "miniflare";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundle } from "./packed/bundle.ts";
import { findBun } from "./packed/find-bun.ts";
import { installPacked, type PackedProject } from "./packed/install-packed.ts";
import { serveFolders } from "./serve-folders.ts";

const run = promisify(execFile);
const deno = fileURLToPath(new URL("../../node_modules/.bin/deno", import.meta.url));
const denoWorks = await run(deno, ["--version"]).then(
  () => true,
  () => false,
);
const workerdWorks = await run(fileURLToPath(new URL("../../node_modules/.bin/workerd", import.meta.url)), [
  "--version",
]).then(
  () => true,
  () => false,
);
const bun = await findBun();
const browser = [process.env["PROJ_CHROMIUM"], "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
  (path) => path !== undefined && path !== "" && existsSync(path),
);
/** Of two samples, one counts and costs -ln(0.5). */
const expected = -Math.log(0.5) / 2;

describe("@proj/core, packed and installed from the tarball", () => {
  let project: PackedProject;
  beforeAll(async () => {
    project = await installPacked("core");
  });
  afterAll(() => project.remove());

  /** Runs the program, and gives what it computed; it must have run where it should. */
  async function valueIn(runtime: string, program: string, args: readonly string[]): Promise<number> {
    const { stdout } = await run(program, [...args, "main.mjs"], { cwd: project.folder, timeout: 60_000 });
    const result = JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as { runtime: string; value: number };
    expect(result.runtime).toBe(runtime);
    return result.value;
  }

  test("maskedLoss is -ln(0.5) / 2 in Node, as an ES module", async () => {
    expect(await valueIn("node", process.execPath, [])).toBeCloseTo(expected, 6);
  });

  test.skipIf(!denoWorks)("maskedLoss is -ln(0.5) / 2 in Deno [needs deno]", async () => {
    const args = ["run", "--allow-read", "--allow-env", "--cached-only"];
    expect(await valueIn("deno", deno, args)).toBeCloseTo(expected, 6);
  });

  test("maskedLoss is -ln(0.5) / 2 in Bun [needs bun]", async (context) => {
    if (bun === null) return context.skip("npm installed no Bun that runs on this machine");
    expect(await valueIn("bun", bun, ["run", "--no-install"])).toBeCloseTo(expected, 6);
  });

  test.skipIf(browser === undefined)(
    "maskedLoss is -ln(0.5) / 2 in a Vite bundle, in headless Chromium [needs chromium]",
    async () => {
      const page = join(project.folder, "page");
      await mkdir(page);
      await writeFile(join(page, "page.js"), await bundle(project.folder, "page.mjs"));
      const server = await serveFolders({ page });
      const running = await chromium.launch({ executablePath: browser as string, args: ["--no-sandbox"] });
      try {
        const tab = await running.newPage();
        await tab.goto(server.origin);
        await tab.waitForFunction(() => "maskedLossValue" in globalThis);
        const value = await tab.evaluate(() =>
          (Reflect.get(globalThis, "maskedLossValue") as () => Promise<number>)(),
        );
        expect(value).toBeCloseTo(expected, 6);
      } finally {
        await running.close();
        await server.close();
      }
    },
  );

  test.skipIf(!workerdWorks)(
    "maskedLoss is -ln(0.5) / 2 in a Worker bundle, in workerd [needs workerd]",
    async () => {
      const script = await bundle(project.folder, "worker.mjs", {
        resolve: { conditions: ["workerd", "worker", "browser", "module"] },
      });
      const worker = new Miniflare({
        modules: true,
        script,
        compatibilityDate: "2026-04-26",
        host: "127.0.0.1",
        cf: false,
      });
      try {
        const response = await worker.dispatchFetch("http://worker.test/");
        expect(response.status).toBe(200);
        const { runtime, value } = (await response.json()) as { runtime: string; value: number };
        expect(runtime).toBe("Cloudflare-Workers");
        expect(value).toBeCloseTo(expected, 6);
      } finally {
        await worker.dispose();
      }
    },
  );
  test("tree-shaken, maskedLoss with categoricalCrossentropy adds at most 6,000 bytes of gzip to a bundle with tfjs-core", async () => {
    const gzip = async (input: string, external: readonly RegExp[] = []): Promise<number> => {
      const code = await bundle(project.folder, input, {
        build: { rolldownOptions: { external: [...external] } },
      });
      return gzipSync(code, { level: 9 }).length;
    };
    const own = await gzip("usual-imports.mjs", [/^@tensorflow\//]);
    const before = await gzip("least-tfjs.mjs");
    // What is added is our code, and the operations of tfjs-core that it is the first to use.
    const added = (await gzip("least-tfjs-with-core.mjs")) - before;
    process.stdout.write(
      `size: ${added} bytes of gzip, of which ${own} are @proj/core's own, on top of ${before} of tfjs-core\n`,
    );
    expect(before).toBeGreaterThan(10_000);
    expect(own).toBeGreaterThan(500);
    expect(added).toBeGreaterThan(own / 2);
    expect(added).toBeLessThanOrEqual(6_000);
  });
});
