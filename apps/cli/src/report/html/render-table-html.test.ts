import { expect, test } from "vitest";
import { describeTableFinding, renderTableHtml } from "./render-table-html.ts";

const report = {
  model: { name: "<assays>", backend: "cpu", adapter: "cpu", seed: 1, epochs: 5, bestEpoch: 3 },
  dataset: { path: "tox21.csv", sha256: "ab".repeat(32), rows: 10 },
  isKnown: true,
  unsupervised: ["assays SR-p53"],
  splits: [
    { name: "training" as const, count: 0, tasks: [], summary: null },
    {
      name: "test" as const,
      count: 10,
      tasks: [
        {
          part: "assays",
          label: "NR-AR",
          live: 8,
          positives: 3,
          metrics: { "ROC-AUC": 0.75, accuracy: 0.5 },
        },
        {
          part: "assays",
          label: "SR-p53",
          live: 0,
          positives: 0,
          metrics: { "ROC-AUC": null, accuracy: null },
        },
      ],
      summary: { name: "ROC-AUC", better: "higher" as const, mean: 0.75 },
    },
  ],
};

test("describeTableFinding says the mean over the tasks, and what was never supervised", () => {
  expect(describeTableFinding(report)).toBe(
    "The mean ROC-AUC of 2 tasks is 0.750 on 10 test rows, counting the labels that are there. Never supervised: assays SR-p53.",
  );
});

test("renderTableHtml escapes names, draws a bar for each score, and says where there is nothing", () => {
  const page = renderTableHtml(report);
  expect(page).toContain("<h1>&lt;assays&gt;</h1>");
  expect(page).not.toContain("<assays>");
  expect(page).toContain('style="--share: 75%"');
  expect(page).toContain('<p class="empty">There are none.</p>');
  expect(page).toContain("3, the best of 5");
  expect(page.match(/<tr class="masked">/g)).toHaveLength(1);
  expect(page).toContain("default-src 'none'");
});
