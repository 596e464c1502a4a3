import type { Page } from "playwright-core";

/** The first button of the view "train": it starts, pauses and resumes. */
export const firstButton = ".button-primary";

/** Waits until a run can be started. */
export async function untilReady(page: Page): Promise<void> {
  await page.locator(`${firstButton}[aria-disabled="false"]`).waitFor();
}

/** Waits until the page says something about its run. */
export async function untilStatus(page: Page, text: string): Promise<void> {
  await page.getByRole("status").filter({ hasText: text }).waitFor();
}

/** Trains to the end. */
export async function trainToEnd(page: Page): Promise<void> {
  await untilReady(page);
  await page.click(firstButton);
  await untilStatus(page, "Done.");
}

/** The share of held-out images of each digit that are right, as the page tells it to a screen reader; in percent. */
export async function readAccuracies(page: Page): Promise<readonly number[]> {
  const texts = await page.locator(".train-bars .visually-hidden").allTextContents();
  return texts.map((text) => Number(/([\d.]+) %$/.exec(text)?.[1] ?? Number.NaN));
}

/** How many steps the page says were taken. */
export async function readStep(page: Page): Promise<number> {
  const text = await page.locator(".train-progress label").textContent();
  return Number(/step (\d+) of/.exec(text ?? "")?.[1] ?? 0);
}
