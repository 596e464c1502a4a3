import { describe, expect, test } from "vitest";
import type { GreyLevels } from "./grey-levels.ts";
import { layOnPaper } from "./lay-on-paper.ts";

/** A field of `paper` with a block of `ink` in the middle. */
function field(paper: number, ink: number, alpha?: { paper: number; ink: number }): GreyLevels {
  const isInk = (index: number) => [22, 23, 26, 27].includes(index);
  const fill = (outside: number, inside: number) =>
    Float32Array.from({ length: 49 }, (_, index) => (isInk(index) ? inside : outside));
  return {
    width: 7,
    height: 7,
    levels: fill(paper, ink),
    alpha: alpha ? fill(alpha.paper, alpha.ink) : null,
  };
}

describe("layOnPaper", () => {
  test.each([
    ["black on white", 1, 0, true],
    ["white on black", 0, 1, false],
    ["black on a paper darker than half", 0.4, 0, true],
    ["white on a ground brighter than half", 0.6, 1, false],
  ])("reads the border: %s", (_, paper, ink, isBright) => {
    const result = layOnPaper(field(paper, ink), "auto");
    expect(result.paper).toBeCloseTo(paper, 6);
    expect(result.isBright).toBe(isBright);
    expect(result.noise).toBe(0);
    expect(result.contrast).toBeCloseTo(Math.abs(paper - ink), 6);
    expect(result.levels).toEqual(field(paper, ink).levels);
  });

  test("does what it is told about the direction", () => {
    expect(layOnPaper(field(0, 1), true).isBright).toBe(true);
    expect(layOnPaper(field(1, 0), false).isBright).toBe(false);
  });

  test("mixes half-transparent pixels with the paper of an opaque border", () => {
    // 0.25 x 0 + 0.75 x 0.8 = 0.6
    const { levels, paper } = layOnPaper(field(0.8, 0, { paper: 1, ink: 0.25 }), "auto");
    expect(paper).toBeCloseTo(0.8, 6);
    expect(levels[23]).toBeCloseTo(0.6, 6);
    expect(levels[0]).toBeCloseTo(0.8, 6);
  });

  test.each([
    ["dark ink on white", 0.1, 1, true],
    ["bright ink on black", 0.9, 0, false],
  ])("lays a picture with a transparent border under it: %s", (_, ink, paper, isBright) => {
    // Transparent pixels often hold a colour; it must not show.
    const result = layOnPaper(field(0.5, ink, { paper: 0, ink: 1 }), "auto");
    expect(result.paper).toBe(paper);
    expect(result.isBright).toBe(isBright);
    expect(result.levels).toEqual(field(paper, ink).levels);
  });

  test("takes the paper of a transparent picture from invert where that is given", () => {
    expect(layOnPaper(field(0, 0.9, { paper: 0, ink: 1 }), true).paper).toBe(1);
    expect(layOnPaper(field(0, 0.1, { paper: 0, ink: 1 }), false).paper).toBe(0);
  });

  test("is not misled by ink that touches the border", () => {
    const touching = field(1, 0);
    touching.levels.fill(0, 0, 7);
    const { paper, noise, isBright } = layOnPaper(touching, "auto");
    expect([paper, noise, isBright]).toEqual([1, 0, true]);
  });

  test("measures the paper's noise: six standard deviations of normal noise", () => {
    // The border's 24 pixels stray by 0.01 to 0.04, six each: their median is 0.025.
    const noisy = field(0.5, 0);
    const border = [...noisy.levels.keys()].filter((i) => i < 7 || i >= 42 || i % 7 === 0 || i % 7 === 6);
    for (const [count, index] of border.entries()) {
      noisy.levels[index] = 0.5 + (count % 2 ? 1 : -1) * 0.01 * (1 + (count % 4));
    }
    const { paper, noise } = layOnPaper(noisy, "auto");
    expect(Math.abs(paper - 0.5)).toBeLessThan(0.02);
    expect(noise).toBeCloseTo(6 * 1.4826 * 0.025, 1);
  });

  test("sees a picture of one pixel and of one row", () => {
    const one = layOnPaper({ width: 1, height: 1, levels: Float32Array.of(1), alpha: null }, "auto");
    expect([one.paper, one.isBright]).toEqual([1, false]);
    const row = layOnPaper(
      { width: 5, height: 1, levels: Float32Array.of(1, 1, 0, 1, 1), alpha: null },
      "auto",
    );
    expect([row.paper, row.isBright]).toEqual([1, true]);
  });
});
