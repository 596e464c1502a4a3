import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { build } from "vite";
import { type FolderServer, serveFolder } from "./serve-folder.ts";

/** The browser to test in; nothing where there is none: `scripts/install-system.sh chromium`. */
export const chromiumPath: string | undefined = [
  process.env["PROJ_CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/google-chrome",
].find((path) => path !== undefined && path !== "" && existsSync(path));

/** The built page on a server of its own, and a browser to look at it with. */
export interface Playground {
  /** The folder of the built page. */
  readonly folder: string;
  /** Where the page is, with a slash at its end. */
  readonly url: string;
  /**
   * Opens the page in an empty profile.
   *
   * @param query What follows its address: `?epochs=1#draw`.
   * @param options The profile: its language, its colours, its width.
   */
  open(query?: string, options?: BrowserContextOptions): Promise<OpenedPage>;
  close(): Promise<void>;
}

/** The page, opened. */
export interface OpenedPage {
  readonly page: Page;
  /** What must not happen: errors in the console, among them what the policy refused, and requests that left the server. */
  readonly complaints: readonly string[];
}

/**
 * Builds the page, serves it and starts the browser.
 *
 * @param webgpu Whether the browser has WebGPU, on a driver that computes on the CPU.
 * @returns What the test closes.
 */
export async function startPlayground({ webgpu = true } = {}): Promise<Playground> {
  const folder = await mkdtemp(join(tmpdir(), "proj-playground-"));
  await build({
    configFile: fileURLToPath(new URL("../../vite.config.ts", import.meta.url)),
    logLevel: "error",
    build: { outDir: folder, emptyOutDir: true },
  });
  const server: FolderServer = await serveFolder(folder);
  const browser: Browser = await chromium.launch({
    executablePath: chromiumPath ?? "",
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      ...(webgpu ? ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"] : []),
    ],
  });
  return {
    folder,
    url: server.url,
    open: async (query = "", options = {}) => {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      const complaints = watch(page, server.url);
      await page.goto(server.url + query);
      return { page, complaints };
    },
    close: async () => {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function watch(page: Page, url: string): readonly string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(url)) complaints.push(`asked ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`);
  });
  return complaints;
}
