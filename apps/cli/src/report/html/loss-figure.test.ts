import { expect, test } from "vitest";
import { tinyReport } from "../fixtures/example-reports.ts";
import { lossFigure } from "./loss-figure.ts";

test("lossFigure draws the curve for wide and for narrow screens, and lists the means", () => {
  const { source } = lossFigure(tinyReport());
  expect(source.match(/<svg class="loss-curve (wide|narrow)"/g)).toHaveLength(2);
  expect(source).toContain('<div class="epochs"><table>\n<caption>Mean loss by epoch</caption>');
  expect(source).toContain('<tr><th scope="row">2</th><td>0.2500</td></tr>');
});

test("lossFigure leaves the list of very many epochs to screen readers", () => {
  const epochs = Array.from({ length: 13 }, (_, index) => ({ epoch: index + 1, loss: 1 }));
  expect(lossFigure({ ...tinyReport(), epochs }).source).toContain('<div class="visually-hidden"><table>');
});

test("lossFigure says once that no loss was recorded", () => {
  expect(lossFigure({ ...tinyReport(), epochs: [], lossCurve: [] }).source).toBe(
    '<p class="empty">No loss was recorded.</p>',
  );
});
