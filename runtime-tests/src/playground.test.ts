import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { readArtifact } from "@proj/model";
import { writeArtifactFolder } from "@proj/model/node";
import { zipReader } from "@proj/model/zip";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServeCommand, serveCommand } from "./serve-command.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const run = promisify(execFile);
const chromiumPath = [process.env["PROJ_CHROMIUM"], "/usr/bin/chromium", "/usr/bin/google-chrome"].find(
  (path) => path !== undefined && path !== "" && existsSync(path),
);

/** Where `proj evaluate --json` says how many of some digits were named right. */
interface Report {
  readonly summary: { readonly heldOut: Readonly<Record<"even" | "odd", { readonly accuracy: number }>> };
}

describe.skipIf(chromiumPath === undefined)(
  "a model that the playground trained, served by proj serve",
  () => {
    let folder: string;
    let service: ServeCommand;
    let browser: Browser;
    let page: Page;
    let file: string;
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "proj-playground-"));
      await mkdir(join(folder, "models"));
      const options = [
        "--models",
        join(folder, "models"),
        "--playground",
        join(root, "apps/playground/dist"),
      ];
      service = await serveCommand(root, options, { PROJ_POLL_MS: "50" });
      browser = await chromium.launch({
        executablePath: chromiumPath ?? "",
        args: [
          "--no-sandbox",
          "--enable-unsafe-webgpu",
          "--use-webgpu-adapter=swiftshader",
          "--disable-background-networking",
        ],
      });
      page = await browser.newPage();
      await page.goto(service.url);
      await page.locator('.button-primary[aria-disabled="false"]').click();
      await page.getByRole("status").filter({ hasText: "Done." }).waitFor({ timeout: 60_000 });
      await page.getByRole("tab", { name: "Keep" }).click();
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Download the model" }).click(),
      ]);
      file = join(folder, "digits.zip");
      await download.saveAs(file);
    }, 120_000);
    afterAll(async () => {
      await browser?.close();
      await service?.close();
      await rm(folder, { recursive: true, force: true });
    });

    test("proj evaluate accepts the download, and finds no even digit right and the odd ones learned [needs chromium]", async () => {
      const evaluate = [join(root, "apps/cli/bin/proj.js"), "evaluate", "--model", file, "--json"];
      const { stdout } = await run(process.execPath, evaluate, { cwd: folder });
      const { even, odd } = (JSON.parse(stdout) as Report).summary.heldOut;
      expect(even.accuracy).toBe(0);
      expect(odd.accuracy).toBeGreaterThanOrEqual(0.9);
    });

    test("the page asks the service for its own model, and both agree [needs chromium]", async () => {
      await page.getByRole("tab", { name: "Draw" }).click();
      await drawSeven(page);
      await page.getByLabel(/Send the same 28/).check();
      await page.getByText("The service has no models yet.").waitFor();
      const zip = await readFile(file);
      await writeArtifactFolder(join(folder, "models/digits"), await readArtifact(zipReader(zip)));
      await expect
        .poll(async () => await (await fetch(`${service.url}/v2/models`)).json(), { timeout: 10_000 })
        .toEqual({ models: ["digits"] });
      await page.getByLabel(/Send the same 28/).uncheck();
      await page.getByLabel(/Send the same 28/).check();
      const agreement = page.getByTestId("agreement");
      await agreement.waitFor();
      expect(await agreement.getAttribute("data-agrees")).toBe("true");
      expect(await agreement.textContent()).toMatch(
        /^Both agree\. Largest difference of a probability: (0|\d\.\de-\d+)\.$/,
      );
      const said = await page.getByTestId("answer").textContent();
      expect(await page.locator(".service").textContent()).toContain(`digits (1) reads it as ${said}`);
    });

    test("once the page has trained another model, the two are said to differ [needs chromium]", async () => {
      await page.getByRole("tab", { name: "Train" }).click();
      await page.getByRole("button", { name: "even", exact: true }).click();
      await train(page);
      await page.getByRole("tab", { name: "Draw" }).click();
      await page.locator('[data-agrees="false"]').waitFor();
      expect(await page.getByTestId("answer").textContent()).toMatch(/^[02468]$/);
      expect(await page.locator(".service").textContent()).toContain(
        "They differ: the service has another model.",
      );
    });
  },
);

/** Trains to the end, under "Train". */
async function train(page: Page): Promise<void> {
  await page.locator('.button-primary[aria-disabled="false"]').click();
  await page.locator('.button-primary[aria-disabled="false"]').filter({ hasText: "Start again" }).waitFor();
}

/** Draws a 7 on the sheet with the mouse. */
async function drawSeven(page: Page): Promise<void> {
  const box = await page.locator(".sheet").boundingBox();
  if (box === null) throw new Error("Cannot draw: the sheet must be in sight");
  const at = (x: number, y: number): [number, number] => [box.x + x * box.width, box.y + y * box.height];
  await page.mouse.move(...at(0.25, 0.2));
  await page.mouse.down();
  await page.mouse.move(...at(0.72, 0.2), { steps: 6 });
  await page.mouse.move(...at(0.45, 0.85), { steps: 8 });
  await page.mouse.up();
}
