/**
 * Makes the pictures of the four views, for a wide window and for a phone, out of the built page: it trains the worked example, draws a
 * 4 and chooses an image that costs nothing.
 *
 * usage: npx turbo run build --filter=@proj/playground... && node apps/playground/scripts/picture-views.mjs docs/images
 *   (needs Chromium; PROJ_CHROMIUM names it)
 */
import { join, resolve } from "node:path";
import process from "node:process";
import { chromium } from "playwright-core";
import { preview } from "vite";

const folder = resolve(process.argv[2] ?? "docs/images");
const root = join(import.meta.dirname, "..");
const server = await preview({
  configFile: join(root, "vite.config.ts"),
  logLevel: "error",
  preview: { port: 4173, host: "127.0.0.1" },
});
const browser = await chromium.launch({
  executablePath: process.env.PROJ_CHROMIUM || "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--enable-unsafe-webgpu",
    "--use-webgpu-adapter=swiftshader",
    "--disable-background-networking",
  ],
});

/** A 4 in two lines, in shares of the sheet. */
const four = [
  [
    [0.42, 0.15],
    [0.3, 0.55],
    [0.75, 0.55],
  ],
  [
    [0.65, 0.2],
    [0.63, 0.9],
  ],
];

try {
  for (const [ending, width, height] of [
    ["", 1180, 760],
    ["-phone", 390, 844],
  ]) {
    const page = await browser.newPage({
      viewport: { width, height },
      locale: "en",
      reducedMotion: "reduce",
    });
    const isPhone = ending !== "";
    await page.goto(server.resolvedUrls.local[0]);
    await page.locator('.button-primary[aria-disabled="false"]').click();
    await page.getByRole("status").filter({ hasText: "Done." }).waitFor();
    for (const [view, prepare] of [
      ["train", () => {}],
      ["draw", draw],
      ["see", choose],
      ["keep", () => {}],
    ]) {
      await page.click(`#tab-${view}`);
      await prepare(page);
      // A phone shows what a visitor has before them: the view without the header, and of "see" what was chosen.
      const top = view === "see" ? ".tensor" : "main";
      if (isPhone) await page.evaluate((place) => document.querySelector(place).scrollIntoView(), top);
      await page.mouse.move(0, 0);
      await page.screenshot({ path: join(folder, `playground-${view}${ending}.png`), fullPage: !isPhone });
    }
    await page.close();
  }
} finally {
  await browser.close();
  await server.close();
}

async function draw(page) {
  const sheet = page.locator(".sheet");
  await sheet.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await sheet.boundingBox();
  for (const line of four) {
    const [first, ...others] = line.map(([right, down]) => [x + right * width, y + down * height]);
    await page.mouse.move(...first);
    await page.mouse.down();
    for (const place of others) await page.mouse.move(...place, { steps: 6 });
    await page.mouse.up();
  }
  await page.locator('.bar[data-best="true"]').waitFor();
  await page.locator(".drawn-digit").nth(4).click();
  await page.getByTestId("verdict").waitFor();
}

async function choose(page) {
  await page.locator(".filters").getByLabel("Label").selectOption("masked");
  await page.locator(".filters").getByLabel("Digit").selectOption("4");
  await page.locator(".image-button").nth(2).click();
}
