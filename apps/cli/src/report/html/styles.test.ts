import { expect, test } from "vitest";
import { HEAT_LIMITS } from "./palette.ts";
import { pictureStyles } from "./picture-styles.ts";
import { styles } from "./styles.ts";

test("styles has balanced braces and fetches nothing", () => {
  const sheet = styles();
  expect(sheet.match(/\{/g)?.length).toBe(sheet.match(/\}/g)?.length);
  expect(sheet).not.toMatch(/url\(|@import|<\//);
});

test("styles uses no colour that the themes lack", () => {
  const sheet = styles();
  const defined = new Set(sheet.match(/--[\w-]+(?=:)/g));
  // These two are set on the element that uses them.
  for (const name of ["--share", "--fill"]) defined.add(name);
  for (const [, name = ""] of sheet.matchAll(/var\((--[\w-]+)\)/g)) expect(defined).toContain(name);
});

test("styles covers dark screens, small ones and paper", () => {
  for (const query of ["(prefers-color-scheme: dark)", "(max-width: 46rem)", "print"]) {
    expect(styles()).toContain(`@media ${query}`);
  }
});

test("pictureStyles paints every heat step", () => {
  for (let step = 0; step <= HEAT_LIMITS.length; step++) {
    expect(pictureStyles()).toContain(`.heat-${step} rect { fill: var(--heat-${step}); }`);
  }
});
