/**
 * Makes the README's picture out of a report page: the confusion matrices of the held-out images.
 *
 * usage: node runtime-tests/scripts/picture-report.mjs REPORT.html docs/images/report.png   (needs Chromium; PROJ_CHROMIUM names it)
 */
import { resolve } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [page = "", picture = ""] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.PROJ_CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking"],
});
try {
  const tab = await browser.newPage({ viewport: { width: 1180, height: 900 }, deviceScaleFactor: 1.25 });
  await tab.goto(pathToFileURL(resolve(page)).href);
  const { top, bottom } = await tab.evaluate(() => {
    const place = (element) => element.getBoundingClientRect().top + scrollY;
    const heading = [...document.querySelectorAll("h2")].find((each) =>
      each.textContent.startsWith("Held-out"),
    );
    const counts = [...document.querySelectorAll("*")].filter(
      (each) => each.children.length === 0 && each.textContent.trim() === "Images by label",
    );
    return { top: place(heading), bottom: Math.min(...counts.map(place).filter((y) => y > place(heading))) };
  });
  await tab.screenshot({
    path: picture,
    fullPage: true,
    clip: { x: 0, y: top - 20, width: 1180, height: bottom - top + 16 },
  });
} finally {
  await browser.close();
}
