import process from "node:process";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath, type Playground, startPlayground } from "../testing/playground.ts";
import {
  firstButton,
  readAccuracies,
  readStep,
  trainToEnd,
  untilReady,
  untilStatus,
} from "../testing/train.ts";

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
const ofParity = (numbers: readonly number[], parity: number): readonly number[] =>
  numbers.filter((_, digit) => digit % 2 === parity);

describe.skipIf(chromiumPath === undefined)("training in the page, on WebGPU", () => {
  let playground: Playground;
  beforeAll(async () => {
    playground = await startPlayground();
  });
  afterAll(() => playground.close());

  test("three epochs on odd digits: they are recognised, even ones never, and no frame takes over 100 ms [needs chromium]", async () => {
    // A machine that does other things as well can hold up any frame. What the page itself holds up, it holds up each time: each time it
    // is opened anew, as most of what it ever does at once it does in the first run.
    const worst: number[] = [];
    let opened = await playground.open();
    while (true) {
      await untilReady(opened.page);
      await recordFrames(opened.page);
      await trainToEnd(opened.page);
      const frame = await worstFrame(opened.page);
      worst.push(frame);
      if (frame <= 100 || worst.length === 3) break;
      await opened.page.close();
      opened = await playground.open();
    }
    const { page, complaints } = opened;
    process.stdout.write(`longest frame while training: ${worst.map((ms) => ms.toFixed(0)).join(", ")} ms\n`);
    expect(Math.min(...worst)).toBeLessThanOrEqual(100);

    const accuracies = await readAccuracies(page);
    expect(mean(ofParity(accuracies, 1))).toBeGreaterThanOrEqual(90);
    expect(ofParity(accuracies, 0)).toEqual([0, 0, 0, 0, 0]);
    expect(await page.locator(".train-run dd").first().textContent()).toMatch(
      /^WebGPU, .*swiftshader.*, a driver that computes on the CPU, fused kernels$/i,
    );
    expect(await page.locator(".train-confusion tbody td").allTextContents()).toHaveLength(100);
    expect(await page.getByRole("img").getAttribute("aria-label")).toMatch(/^Loss curve: .* at step 213\.$/);
    expect(complaints).toEqual([]);
  });

  test("nor does one in the other views, which follow the model while it is trained [needs chromium]", async () => {
    for (const view of ["draw", "see", "keep"]) {
      const worst: number[] = [];
      while (worst.length < 3 && !worst.some((frame) => frame <= 100)) {
        const { page } = await playground.open();
        await untilReady(page);
        await page.click(firstButton);
        await untilStatus(page, "Training.");
        await page.click(`#tab-${view}`);
        await recordFrames(page);
        await page.locator("[role=status]", { hasText: "Done." }).waitFor({ state: "attached" });
        worst.push(await worstFrame(page));
        await page.close();
      }
      process.stdout.write(
        `longest frame in ${view} while training: ${worst.map((ms) => ms.toFixed(0)).join(", ")} ms\n`,
      );
      expect(Math.min(...worst), view).toBeLessThanOrEqual(100);
    }
  });

  test("a run that was paused and resumed ends as one that was not, and one that was stopped stays where it was [needs chromium]", async () => {
    const { page, complaints } = await playground.open("?batchSize=256");
    await trainToEnd(page);
    const whole = await readAccuracies(page);
    await page.click(firstButton);
    await untilStatus(page, "Training.");
    await page.click(firstButton);
    await untilStatus(page, "Paused.");
    const step = await readStep(page);
    expect(step).toBeGreaterThan(0);
    expect(await page.getByLabel("Epochs").isDisabled()).toBe(true);
    await page.click(firstButton);
    await untilStatus(page, "Done.");
    expect(await readAccuracies(page)).toEqual(whole);

    await page.click(firstButton);
    await untilStatus(page, "Training.");
    await page.getByRole("button", { name: "Stop" }).click();
    await untilStatus(page, "Stopped before the end.");
    expect(await page.getByLabel("Epochs").isDisabled()).toBe(false);
    expect(complaints).toEqual([]);
  });

  test("a run whose device is lost goes on from its last checkpoint, and ends as one that kept it [needs chromium]", async () => {
    const { page, complaints } = await playground.open("?batchSize=256");
    await untilReady(page);
    await keepDevices(page);
    await trainToEnd(page);
    const whole = await readAccuracies(page);
    await page.click(firstButton);
    await untilStatus(page, "Training.");
    await expect.poll(() => readStep(page)).toBeGreaterThan(30);
    await destroyDevice(page);
    await untilStatus(page, "The device was lost");
    expect(await page.locator(".train-problem").textContent()).toContain(
      "The last checkpoint is in the memory of this page",
    );
    await page.getByRole("button", { name: "Go on from the last checkpoint" }).click();
    await untilStatus(page, "Done.");
    expect(await readAccuracies(page)).toEqual(whole);
    expect(complaints).toEqual([]);
  });

  test("a device that is lost while nothing runs is replaced without a word [needs chromium]", async () => {
    const { page } = await playground.open("?epochs=1");
    await untilReady(page);
    await keepDevices(page);
    await trainToEnd(page);
    await destroyDevice(page);
    await trainToEnd(page);
  });

  test("the address carries the settings: what is changed is in it, and whoever opens it sees the same [needs chromium]", async () => {
    const { page, complaints } = await playground.open();
    await untilReady(page);
    await page.getByRole("button", { name: "Digit 4" }).click();
    await page.getByLabel("Epochs").fill("5");
    await page.getByLabel("Learning rate").fill("0.01");
    await page.getByLabel("Reduction").selectOption("sum");
    await page.getByLabel("Hidden width").fill("a lot");
    expect(await page.getByText("A whole number from 1 to 512.").isVisible()).toBe(true);
    const { search } = new URL(page.url());
    expect(search).toBe("?condition=digit+in+1%2C3%2C4%2C5%2C7%2C9&reduction=sum&epochs=5&learningRate=0.01");
    await page.reload();
    await untilReady(page);
    expect(await page.getByRole("button", { name: "Digit 4" }).getAttribute("aria-pressed")).toBe("true");
    expect(await page.getByRole("button", { name: "Digit 2" }).getAttribute("aria-pressed")).toBe("false");
    expect(await page.getByLabel("Epochs").inputValue()).toBe("5");
    expect(await page.getByLabel("Learning rate").inputValue()).toBe("0.01");
    expect(await page.getByLabel("Reduction").inputValue()).toBe("sum");
    expect(await page.getByLabel("Hidden width").inputValue()).toBe("64");
    expect(new URL(page.url()).search).toBe(search);
    expect(complaints).toEqual([]);
  });
});

describe.skipIf(chromiumPath === undefined)("training in the page, without WebGPU", () => {
  let playground: Playground;
  beforeAll(async () => {
    playground = await startPlayground({ webgpu: false });
  });
  afterAll(() => playground.close());

  test("it trains on WebAssembly, and says so [needs chromium]", async () => {
    const { page, complaints } = await playground.open("?condition=digit+%3E%3D+5&batchSize=256");
    await trainToEnd(page);
    expect(
      await page.getByText("This browser gives no WebGPU, so training runs on WebAssembly.").isVisible(),
    ).toBe(true);
    const accuracies = await readAccuracies(page);
    expect(accuracies.slice(0, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(mean(accuracies.slice(5))).toBeGreaterThanOrEqual(90);
    expect(complaints).toEqual([]);
  });

  test("a run there can be paused [needs chromium]", async () => {
    const { page } = await playground.open("?epochs=20");
    await untilReady(page);
    await page.click(firstButton);
    await untilStatus(page, "Training.");
    await page.click(firstButton);
    await untilStatus(page, "Paused.");
    expect(await readStep(page)).toBeLessThan(20 * 71);
  });

  test("an engine that cannot run there is refused in words [needs chromium]", async () => {
    const { page } = await playground.open("?engine=fused");
    await untilReady(page);
    await page.click(firstButton);
    await untilStatus(page, "The run failed.");
    expect(await page.locator(".train-problem").textContent()).toContain(
      "Cannot train with the fused engine",
    );
  });
});

declare global {
  var frameTimes: number[];
  var devices: GPUDevice[];
}

async function recordFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    globalThis.frameTimes = [];
    const { frameTimes } = globalThis;
    let last = performance.now();
    const next = (now: number): void => {
      frameTimes.push(now - last);
      last = now;
      if (globalThis.frameTimes === frameTimes) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
}

async function worstFrame(page: Page): Promise<number> {
  return await page.evaluate(() => Math.max(...globalThis.frameTimes));
}

/** Keeps every device that the worker makes, so that one can be destroyed as a driver would. */
async function keepDevices(page: Page): Promise<void> {
  await page.workers()[0]?.evaluate(() => {
    globalThis.devices = [];
    const make = GPUAdapter.prototype.requestDevice;
    GPUAdapter.prototype.requestDevice = async function (descriptor): Promise<GPUDevice> {
      const device = await make.call(this, descriptor);
      globalThis.devices.push(device);
      return device;
    };
  });
}

async function destroyDevice(page: Page): Promise<void> {
  await page.workers()[0]?.evaluate(() => globalThis.devices.at(-1)?.destroy());
}
