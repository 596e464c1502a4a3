import process from "node:process";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Language } from "./i18n/language.ts";
import { views } from "./shell/views.ts";
import { axeViolations } from "./testing/axe.ts";
import { chromiumPath, type OpenedPage, type Playground, startPlayground } from "./testing/playground.ts";
import { firstButton, trainToEnd, untilReady } from "./testing/train.ts";

/** What may be loaded before anybody trains: JavaScript, compressed. */
const scriptBudget = 250 * 1024;
/** When the page must be ready, in milliseconds. */
const readyBudget = 2000;

describe.skipIf(chromiumPath === undefined)("the page", () => {
  let playground: Playground;
  beforeAll(async () => {
    playground = await startPlayground();
  });
  afterAll(() => playground.close());

  test("before training it loads at most 250 KiB of JavaScript, gzipped, and is ready within 2 s [needs chromium]", async () => {
    const { page, complaints } = await playground.open();
    const scripts = new Set<string>();
    page.on("response", (response) => {
      if (response.url().endsWith(".js")) scripts.add(response.url());
    });
    const times: number[] = [];
    for (let i = 0; i < 3; i++) {
      await page.goto("about:blank");
      await page.goto(playground.url);
      await untilReady(page);
      times.push(await page.evaluate(() => performance.now()));
    }
    // Asked for once more, since a page that has left no longer tells what it received.
    let bytes = 0;
    for (const url of scripts) bytes += gzipSync(await (await fetch(url)).arrayBuffer()).length;
    process.stdout.write(
      `before training: ${(bytes / 1024).toFixed(1)} KiB of JavaScript in ${scripts.size} files; ready after ${times.map((ms) => ms.toFixed(0)).join(", ")} ms\n`,
    );
    expect(scripts.size).toBeGreaterThanOrEqual(2);
    expect(bytes).toBeLessThanOrEqual(scriptBudget);
    expect(Math.min(...times)).toBeLessThan(readyBudget);
    expect(complaints).toEqual([]);
  });

  test("the digits are loaded once, while a bar tells how far they are, and training them is not offered before [needs chromium]", async () => {
    const { page, complaints } = await playground.open();
    await untilReady(page);
    let requests = 0;
    let go = (): void => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    await page.route("**/digits-images*", async (route) => {
      requests++;
      await gate;
      await route.continue();
    });
    await page.reload();
    const bar = page.getByRole("progressbar", { name: "Loading the digits" });
    await bar.waitFor();
    expect(await page.locator(firstButton).getAttribute("aria-disabled")).toBe("true");
    go();
    await untilReady(page);
    expect(await bar.count()).toBe(0);
    await trainToEnd(page);
    await page.click("#tab-see");
    expect(requests).toBe(1);
    expect(complaints).toEqual([]);
  });

  test("digits that could not be had are asked for again with the next start [needs chromium]", async () => {
    const { page } = await playground.open("?epochs=1");
    await page.route("**/digits-images*", (route) => route.abort());
    await page.reload();
    await page.getByRole("status").filter({ hasText: "The run failed." }).waitFor();
    expect(await page.locator(".train-problem").textContent()).toContain("Cannot load the bundled digits");
    await page.unroute("**/digits-images*");
    await trainToEnd(page);
  });

  test("the tabs are one stop of the keyboard; arrows, Home and End go from one to another [needs chromium]", async () => {
    const { page } = await playground.open();
    await untilReady(page);
    await page.getByRole("tab", { name: "Train" }).focus();
    const press = async (key: string): Promise<string> => {
      await page.keyboard.press(key);
      return `${await page.evaluate(() => document.activeElement?.id)} ${new URL(page.url()).hash}`;
    };
    expect(await press("ArrowRight")).toBe("tab-draw #draw");
    expect(await page.getByRole("tabpanel").getAttribute("id")).toBe("view-draw");
    expect(await press("ArrowLeft")).toBe("tab-train #train");
    expect(await press("ArrowLeft")).toBe("tab-keep #keep");
    expect(await press("ArrowRight")).toBe("tab-train #train");
    expect(await press("End")).toBe("tab-keep #keep");
    expect(await press("Home")).toBe("tab-train #train");
  });

  test("a run is started, paused and resumed from the keyboard, and the focus stays on the button [needs chromium]", async () => {
    const { page } = await playground.open("?epochs=2");
    await untilReady(page);
    await page.locator(firstButton).focus();
    for (const [name, status] of [
      ["Start", "Training."],
      ["Pause", "Paused."],
      ["Resume", "Done."],
    ] as const) {
      await page.getByRole("button", { name, exact: true }).waitFor();
      await page.keyboard.press("Enter");
      await page.getByRole("status").filter({ hasText: status }).waitFor();
      expect(await page.evaluate(() => document.activeElement?.matches(".button-primary"))).toBe(true);
    }
  });

  test("language and colours are kept for the next visit; the first is that of the browser [needs chromium]", async () => {
    const { page } = await playground.open("", { locale: "ja-JP" });
    expect(await page.getByRole("tab").allTextContents()).toEqual(["学習", "描く", "見る", "保存"]);
    expect(await page.locator("html").getAttribute("lang")).toBe("ja");
    await page.getByLabel("言語").selectOption("en");
    await page.getByLabel("Colours").selectOption("dark");
    await page.reload();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(ground).toBe("rgb(20, 23, 28)");
  });

  test("it fits into a phone's width, in both languages [needs chromium]", async () => {
    for (const locale of ["en", "ja"]) {
      const { page } = await playground.open("?epochs=1", { locale, viewport: { width: 320, height: 700 } });
      await untilReady(page);
      for (const view of views) {
        await page.click(`#tab-${view}`);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), `${view} in ${locale}`).toBe(
          320,
        );
      }
    }
  });

  test("axe-core finds nothing, in every view, in both languages and colour schemes, before and after training [needs chromium]", async () => {
    const { page } = await playground.open("?epochs=1", {
      // A button that is on its way from one colour to another has neither's contrast.
      reducedMotion: "reduce",
    });
    await untilReady(page);
    const before = [...(await violations(page, "ja", "light")), ...(await violations(page, "en", "dark"))];
    await trainToEnd(page);
    const after = [...(await violations(page, "ja", "dark")), ...(await violations(page, "en", "light"))];
    expect([...before, ...after]).toEqual([]);
  }, 180_000);
});

/** Every rule that is broken, with the view, the language, the colours and the elements. */
async function violations(
  page: OpenedPage["page"],
  language: Language,
  colorScheme: "dark" | "light",
): Promise<readonly string[]> {
  await page.locator(".page-choices select").first().selectOption(language);
  await page.emulateMedia({ colorScheme });
  const found: string[] = [];
  for (const view of views) {
    await page.click(`#tab-${view}`);
    const broken = await axeViolations(page);
    found.push(...broken.map((rule) => `${view}, ${language}, ${colorScheme}: ${rule}`));
  }
  await page.click("#tab-train");
  return found;
}
