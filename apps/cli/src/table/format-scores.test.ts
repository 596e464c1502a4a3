import { expect, test } from "vitest";
import { formatScores } from "./format-scores.ts";

test("formatScores writes a line for each task, a dash where there is nothing, and the mean of the common metric", () => {
  const tasks = [
    {
      part: "assays",
      label: "NR-AR",
      live: 1200,
      positives: 30,
      metrics: { "ROC-AUC": 0.75, accuracy: 0.9 },
    },
    { part: "assays", label: "SR-p53", live: 0, positives: 0, metrics: { "ROC-AUC": null, accuracy: null } },
  ];
  const summary = { name: "ROC-AUC", better: "higher" as const, mean: 0.75 };
  expect(formatScores({ tasks, summary })).toEqual([
    "        labels  positive  ROC-AUC  accuracy",
    "NR-AR    1,200        30    0.750     0.900",
    "SR-p53       0         0        –         –",
    "mean                        0.750",
  ]);
});
