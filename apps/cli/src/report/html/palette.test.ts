import { describe, expect, test } from "vitest";
import { DARK, HEAT_LIMITS, LIGHT, PRINT, type Theme, themeProperties } from "./palette.ts";

/** Source: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Source: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

test("the measure of contrast is right at both ends", () => {
  expect(contrast("#ffffff", "#000000")).toBeCloseTo((1 + 0.05) / (0 + 0.05), 6);
  expect(contrast("#777777", "#777777")).toBe(1);
});

describe.each<[string, Theme]>([
  ["light", LIGHT],
  ["dark", DARK],
  ["print", PRINT],
])("the %s theme", (_, theme) => {
  test("has text with a contrast of 4.5 or more on page and card (WCAG AA)", () => {
    for (const color of [theme.ink, theme.muted, theme.live, theme.masked]) {
      expect(contrast(color, theme.card), `${color} on the card`).toBeGreaterThanOrEqual(4.5);
      expect(contrast(color, theme.page), `${color} on the page`).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("has a number with a contrast of 4.5 or more in every cell of a heat map", () => {
    for (const { fill, text } of theme.heat) {
      expect(contrast(text, fill), `${text} on ${fill}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("has bars with a contrast of 3 or more to the card", () => {
    expect(contrast(theme.live, theme.card)).toBeGreaterThanOrEqual(3);
    expect(contrast(theme.masked, theme.card)).toBeGreaterThanOrEqual(3);
  });

  test("has heat steps that run one way, from the card's brightness to its opposite", () => {
    const direction = Math.sign(luminance(theme.ink) - luminance(theme.card));
    const steps = theme.heat.slice(1).map(({ fill }) => luminance(fill) * direction);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(new Set(steps).size).toBe(steps.length);
    expect(theme.heat).toHaveLength(HEAT_LIMITS.length + 1);
  });
});

test("print has greys alone", () => {
  const colors = [
    PRINT.page,
    PRINT.ink,
    PRINT.live,
    PRINT.masked,
    ...PRINT.heat.flatMap((step) => Object.values(step)),
  ];
  for (const color of colors) expect(color).toMatch(/^#(..)\1\1$/);
});

test("themeProperties names each colour once", () => {
  const names = themeProperties(LIGHT).match(/--[\w-]+(?=:)/g) ?? [];
  expect(names).toContain("--heat-6-text");
  expect(names).toHaveLength(7 + 2 * 7);
  expect(new Set(names).size).toBe(names.length);
});
