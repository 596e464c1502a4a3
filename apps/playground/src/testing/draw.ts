import type { Page } from "playwright-core";

/** A line that a pen draws, from place to place; places are shares of the sheet's width and height. */
export type Line = readonly (readonly [x: number, y: number])[];

/** A 3 in one line. */
export const three: readonly Line[] = [
  [
    [0.3, 0.25],
    [0.45, 0.15],
    [0.65, 0.2],
    [0.68, 0.33],
    [0.5, 0.47],
    [0.68, 0.58],
    [0.7, 0.75],
    [0.5, 0.87],
    [0.28, 0.8],
  ],
];

/** A 4, open at its top, in two lines. */
export const four: readonly Line[] = [
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

/**
 * Draws on the sheet with the mouse, after what was there is cleared.
 *
 * @param page The page, with the view "draw" before it.
 * @param lines What to draw.
 */
export async function drawWithMouse(page: Page, lines: readonly Line[]): Promise<void> {
  const clear = page.getByRole("button", { name: /^(Clear|全部消す)$/ });
  if (await clear.isEnabled()) await clear.click();
  const sheet = page.locator(".sheet");
  await sheet.scrollIntoViewIfNeeded();
  const box = await sheet.boundingBox();
  if (box === null) throw new Error("Cannot draw: the sheet must be in sight");
  for (const [first, ...others] of lines) {
    if (first === undefined) continue;
    await page.mouse.move(box.x + first[0] * box.width, box.y + first[1] * box.height);
    await page.mouse.down();
    for (const [x, y] of others)
      await page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 6 });
    await page.mouse.up();
  }
}
