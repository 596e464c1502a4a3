import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readArtifact } from "@proj/model";
import { zipReader } from "@proj/model/zip";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { views } from "./shell/views.ts";
import { axeViolations } from "./testing/axe.ts";
import { drawWithMouse, four, three } from "./testing/draw.ts";
import { chromiumPath, type OpenedPage, type Playground, startPlayground } from "./testing/playground.ts";
import { trainToEnd } from "./testing/train.ts";

describe.skipIf(chromiumPath === undefined)("a model that was trained in the page", () => {
  let playground: Playground;
  let opened: OpenedPage;
  let page: Page;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "proj-model-views-"));
    playground = await startPlayground();
    opened = await playground.open("", { hasTouch: true });
    page = opened.page;
    await trainToEnd(page);
  });
  afterAll(async () => {
    await playground.close();
    await rm(folder, { recursive: true, force: true });
  });

  const answer = () => page.getByTestId("answer").textContent();
  const bars = () => page.locator(".bar").allInnerTexts();

  test("reads a 3 that is drawn with the mouse, and shows what it was given [needs chromium]", async () => {
    await page.getByRole("tab", { name: "Draw" }).click();
    expect(await page.getByText("Nothing is drawn yet.").isVisible()).toBe(true);
    await drawWithMouse(page, three);
    await expect.poll(answer).toBe("3");
    const image = await seenImage(page);
    // 20 of 28 rows, and the centre of mass in the middle: as MNIST has it.
    const inked = image.flatMap((byte, index) => (byte > 0 ? [Math.floor(index / 28)] : []));
    expect([Math.min(...inked), Math.max(...inked)].map((row) => Math.abs(row - 14) <= 11)).toEqual([
      true,
      true,
    ]);
    expect(Math.max(...inked) - Math.min(...inked)).toBe(19);
    await page.locator(".drawn-digit").nth(3).click();
    await expect
      .poll(() => page.getByTestId("verdict").textContent())
      .toMatch(/^Right: 3 was supervised, by [\d,]+ labels that counted\.$/);
  });

  test("calls a drawn 4 something odd, and the page says why [needs chromium]", async () => {
    await drawWithMouse(page, four);
    await expect.poll(answer).toMatch(/^[13579]$/);
    const called = await answer();
    await page.locator(".drawn-digit").nth(4).click();
    await expect
      .poll(() => page.getByTestId("verdict").textContent())
      .toMatch(new RegExp(`^4 was never supervised\\. “odd” does not hold for it.* calls yours ${called}`));
    const texts = await bars();
    expect(texts.map((text) => text.includes("never supervised"))).toEqual(
      Array.from({ length: 10 }, (_, digit) => digit % 2 === 0),
    );
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(answer).toBe("–");
    expect(await page.locator(".drawn-digit input").nth(4).isChecked()).toBe(false);
  });

  test("reads a 1 that is drawn with the keyboard, each move of which is announced [needs chromium]", async () => {
    await page.locator(".sheet").focus();
    const status = page.locator(".draw-sheet [role=status]");
    const press = async (keys: readonly string[]): Promise<string | null> => {
      for (const key of keys) await page.keyboard.press(key);
      return await status.textContent();
    };
    expect(await press(["Space"])).toBe("Pen down at column 14, row 7");
    expect(await press(Array.from({ length: 4 }, () => "Shift+ArrowDown"))).toBe("Column 14, row 23");
    expect(await press(["Space"])).toBe("Pen up at column 14, row 23");
    await expect.poll(answer).toBe("1");
    expect(await press(["Control+z"])).toBe("Stroke taken back");
    await expect.poll(answer).toBe("–");
    // The page goes on from there: the sheet holds no keyboard.
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.classList.contains("sheet"))).toBe(false);
  });

  test("reads a 3 that is drawn with a finger, and the page does not scroll under it [needs chromium]", async () => {
    const box = await page.locator(".sheet").boundingBox();
    if (box === null) expect.fail("the sheet is in sight");
    const scrolled = await page.evaluate(() => scrollY);
    const fingers = await page.context().newCDPSession(page);
    const places = (three[0] ?? []).map(([x, y]) => ({
      x: box.x + x * box.width,
      y: box.y + y * box.height,
    }));
    for (const [index, place] of places.entries()) {
      const type = index === 0 ? "touchStart" : "touchMove";
      await fingers.send("Input.dispatchTouchEvent", { type, touchPoints: [place] });
    }
    await fingers.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await expect.poll(answer).toBe("3");
    expect(await page.evaluate(() => scrollY)).toBe(scrolled);
  });

  test("without a service at the page's address, asking it says so, and the page's own answer stays [needs chromium]", async () => {
    const own = await playground.open("#keep");
    await own.page.locator("input[type=file]").setInputFiles(await download(page));
    await own.page.locator(".facts").waitFor();
    await own.page.getByRole("tab", { name: "Draw" }).click();
    await drawWithMouse(own.page, three);
    await own.page.getByLabel(/Send the same 28/).check();
    await own.page.getByText("The service gave no answer:").waitFor();
    expect(await own.page.locator(".service .problem").textContent()).toContain("received 404");
    expect(await own.page.getByTestId("answer").textContent()).toBe("3");
    await own.page.close();
  });

  test("shows held-out images by what it makes of them, and what each costs in eleven columns [needs chromium]", async () => {
    await page.getByRole("tab", { name: "See" }).click();
    const found = () => page.getByTestId("found").textContent();
    await expect.poll(found).toBe("997 of 997 images");
    const choose = async (label: string, value: string) => {
      await page.locator(".filters").getByLabel(label).selectOption(value);
      return Number((await found())?.split(" ")[0]);
    };
    const masked = await choose("Label", "masked");
    const live = await choose("Label", "live");
    expect(masked + live).toBe(997);
    const liveRight = await choose("Prediction", "right");
    const liveWrong = await choose("Prediction", "wrong");
    expect(liveRight + liveWrong).toBe(live);
    expect(liveRight / live).toBeGreaterThan(0.9);
    expect(await choose("Label", "masked")).toBe(masked);
    expect(await choose("Prediction", "right")).toBe(0);
    expect(await page.getByText("No image is like that.").isVisible()).toBe(true);

    await choose("Prediction", "all");
    await choose("Digit", "4");
    await page.getByRole("button", { name: "Next" }).click();
    expect(await page.getByText("Page 2 of").isVisible()).toBe(true);
    await page.locator(".image-button").nth(3).click();
    const tensor = page.getByTestId("tensor");
    expect(await tensor.locator("tbody tr").first().locator("td").allInnerTexts()).toEqual(
      "00001000000".split(""),
    );
    expect(await tensor.getByRole("img", { name: /^Cross-entropy / }).getAttribute("aria-label")).toMatch(
      /^Cross-entropy \d+\.\d{3}, times the eleventh column, 0, is the cost, 0\.$/,
    );
    await choose("Digit", "7");
    await choose("Label", "live");
    await page.locator(".image-button").first().click();
    expect(await tensor.locator("tbody tr").first().locator("td").allInnerTexts()).toEqual(
      "00000001001".split(""),
    );
    const spoken = await tensor.getByRole("img", { name: /^Cross-entropy / }).getAttribute("aria-label");
    const [, crossentropy, cost] =
      /^Cross-entropy ([\d.]+), .* 1, is the cost, ([\d.]+)\.$/.exec(spoken ?? "") ?? [];
    expect(cost).toBe(crossentropy);
    expect(Number(cost)).toBeGreaterThanOrEqual(0);
  });

  test("is downloaded whole, the same bytes each time, and loaded back as it was [needs chromium]", async () => {
    const file = await download(page);
    expect(file.name).toBe("digits.zip");
    expect((await download(page)).buffer.equals(file.buffer)).toBe(true);
    const { manifest } = await readArtifact(zipReader(file.buffer));
    expect(manifest.classes.map(({ supervised }) => supervised)).toEqual([
      false,
      true,
      false,
      true,
      false,
      true,
      false,
      true,
      false,
      true,
    ]);

    const other = await playground.open("#keep");
    await other.page.locator("input[type=file]").setInputFiles(file);
    await other.page.getByText("The model “digits” is loaded.").waitFor();
    expect((await download(other.page)).buffer.equals(file.buffer)).toBe(true);
    await other.page.getByRole("tab", { name: "Draw" }).click();
    await drawWithMouse(other.page, three);
    await expect.poll(() => other.page.getByTestId("answer").textContent()).toBe("3");
    expect(other.complaints).toEqual([]);
    await other.page.close();
  });

  test("stays when a file cannot be used, which is refused with the reason [needs chromium]", async () => {
    const file = await download(page);
    const damaged = Buffer.from(file.buffer);
    damaged[damaged.length >> 1] = (damaged[damaged.length >> 1] ?? 0) ^ 1;
    const refused = page.locator(".load .problem");
    const input = page.locator("input[type=file]");
    for (const [name, buffer, reason] of [
      ["digits.zip", damaged, /(is damaged or was replaced|cannot be unpacked)/],
      ["four.png", Buffer.from("no picture either"), /four\.png: it must be a ZIP file/],
    ] as const) {
      const path = join(folder, name);
      await writeFile(path, buffer);
      await input.setInputFiles(path);
      await refused.filter({ hasText: reason }).waitFor();
      expect(await refused.textContent()).toContain("the model is the one that it was");
      expect((await download(page)).buffer.equals(file.buffer)).toBe(true);
    }
    await input.setInputFiles({ ...file, name: "mended.zip" });
    await page.getByText("The model “digits” is loaded.").waitFor();
    expect(await refused.count()).toBe(0);
  });

  test("is loaded before the digits are there, and looks at them when they are [needs chromium]", async () => {
    const other = await playground.open("#keep");
    let release = (): void => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await other.page.route("**/digits-images*", async (route) => {
      await held;
      await route.continue();
    });
    await other.page.reload();
    await other.page.locator("input[type=file]").setInputFiles(await download(page));
    await other.page.getByText("The model “digits” is loaded.").waitFor();
    await other.page.getByRole("tab", { name: "See" }).click();
    await other.page.getByText("The model looks at the images…").waitFor();
    release();
    await other.page.getByText("997 of 997 images").waitFor();
    expect(other.complaints).toEqual([]);
    await other.page.close();
  });

  test("is shown whole on the narrowest phone, in both languages [needs chromium]", async () => {
    const before = page.viewportSize();
    await page.setViewportSize({ width: 320, height: 700 });
    for (const language of ["ja", "en"]) {
      await page.locator(".page-choices select").first().selectOption(language);
      for (const view of views) {
        await page.click(`#tab-${view}`);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(width, `${view} in ${language}`).toBe(320);
      }
    }
    if (before !== null) await page.setViewportSize(before);
  });

  test("axe-core finds nothing where a drawing is judged, an image is chosen and a file is refused [needs chromium]", async () => {
    const input = page.locator("input[type=file]");
    await page.getByRole("tab", { name: "Keep" }).click();
    await input.setInputFiles({ name: "four.png", mimeType: "image/png", buffer: Buffer.from("no") });
    await page.locator(".load .problem").waitFor();
    await page.getByRole("tab", { name: "Draw" }).click();
    await drawWithMouse(page, four);
    await page.locator(".drawn-digit").nth(4).click();
    for (const colorScheme of ["light", "dark"] as const) {
      // A button that is on its way from one colour to another has neither's contrast.
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      for (const view of ["draw", "see", "keep"]) {
        await page.click(`#tab-${view}`);
        expect(await axeViolations(page), `${view}, ${colorScheme}`).toEqual([]);
      }
    }
  });

  test("shares its settings as an address, and nothing went wrong on the way [needs chromium]", async () => {
    await page.getByRole("tab", { name: "Keep" }).click();
    const address = page.getByLabel("Address of the settings");
    expect(await address.inputValue()).toBe(`${playground.url}#train`);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByText("Copied.").waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${playground.url}#train`);
    expect(opened.complaints).toEqual([]);
  });
});

/** Downloads the model from the view "keep". */
async function download(page: Page) {
  await page.getByRole("tab", { name: "Keep" }).click();
  const [started] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download the model" }).click(),
  ]);
  const chunks: Uint8Array[] = [];
  for await (const chunk of await started.createReadStream()) chunks.push(chunk);
  return { name: started.suggestedFilename(), mimeType: "application/zip", buffer: Buffer.concat(chunks) };
}

/** The 784 bytes that the page shows as what the model sees. */
async function seenImage(page: Page): Promise<readonly number[]> {
  return await page.locator(".model-sees canvas").evaluate((canvas) => {
    const pixels = (canvas as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, 28, 28).data ?? [];
    return Array.from(pixels).filter((_, index) => index % 4 === 0);
  });
}
