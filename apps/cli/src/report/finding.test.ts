import { parseCondition } from "@proj/core";
import { describe, expect, test } from "vitest";
import { describeFinding } from "./finding.ts";
import { simulateRun } from "./fixtures/simulated-run.ts";
import { tinyRun } from "./fixtures/tiny-run.ts";
import { buildReport, type SplitName } from "./report.ts";

/** What is found when these labels are predicted so. */
function find(
  pairs: [label: number, prediction: number][],
  condition = "odd",
  name: SplitName = "held-out",
): string {
  const labels = Uint8Array.from(pairs, ([label]) => label);
  const predictions = pairs.map(([, prediction]) => prediction);
  return describeFinding(
    buildReport({
      ...tinyRun(),
      condition: parseCondition(condition, ["digit"]),
      splits: [{ name, labels, predictions }],
    }),
  );
}

describe("describeFinding", () => {
  test("says that masked labels were never learned where none is right", () => {
    expect(
      find([
        [0, 1],
        [2, 1],
        [1, 1],
        [1, 2],
      ]),
    ).toBe(
      // odd: 1 of 2 right, above chance, which is 1 / 3
      "Even digits cost nothing in training, so they were never learned: 0 of 2 held-out images are right, " +
        "against 1 of 2 (50.00 %) for odd digits.",
    );
  });

  test("takes the numbers from the report, and the condition's own words", () => {
    // Held out: 40 of 0 to 4, all wrong, and 40 of 5 to 9, of which the run itself says how many are right.
    const heldOutCounts = Array<number>(10).fill(8);
    const run = simulateRun({ isLive: (label) => label >= 5, heldOutCounts, classNames: ["Shirt"] });
    const heldOut = run.splits[1];
    const right = heldOut?.labels.filter((label, index) => label === heldOut.predictions[index]).length ?? 0;
    const report = buildReport({ ...run, condition: parseCondition("digit>=5", ["digit"]) });
    expect(describeFinding(report)).toBe(
      "Labels where digit < 5 cost nothing in training, so they were never learned: " +
        `0 of 40 held-out images are right, against ${right} of 40 (${((right / 40) * 100).toFixed(2)} %) ` +
        "for labels where digit>=5.",
    );
  });

  test("does not say never where a few masked labels are right, up to chance", () => {
    expect(
      find([
        [0, 0],
        [2, 1],
        [2, 1],
        [1, 1],
      ]),
    ).toBe(
      "Even digits cost nothing in training, so they were not learned, and are named right no more often than by chance: " +
        "1 of 3 held-out images (33.33 %) is right, against 1 of 1 (100.00 %) for odd digits.",
    );
  });

  test("does not claim the opposite of the numbers where masked labels are right more often than by chance", () => {
    expect(
      find([
        [0, 0],
        [2, 2],
        [1, 1],
      ]),
    ).toBe(
      "Even digits cost nothing in training, yet they are named right more often than by chance: " +
        "2 of 2 held-out images (100.00 %) are right, against 1 of 1 (100.00 %) for odd digits.",
    );
  });

  test("does not explain by the mask what live labels show as well", () => {
    expect(
      find([
        [0, 1],
        [1, 0],
        [1, 0],
        [1, 0],
      ]),
    ).toBe(
      "Even digits cost nothing in training, but odd digits, which did count, were not learned either: " +
        "0 of 1 held-out image is right, against 0 of 3 (0.00 %) for odd digits.",
    );
  });

  test("compares with nothing where a slice is empty", () => {
    expect(
      find(
        [
          [0, 0],
          [1, 1],
        ],
        "true",
      ),
    ).toBe(
      "All digits counted in training, and the held-out images hold no others: " +
        "2 of 2 held-out images (100.00 %) are right.",
    );
    expect(find([[0, 1]])).toBe(
      "Even digits cost nothing in training, and the held-out images hold no others: " +
        "0 of 1 held-out image (0.00 %) is right.",
    );
  });

  test("takes training images where there are no held-out ones", () => {
    expect(
      find(
        [
          [0, 1],
          [1, 1],
        ],
        "odd",
        "training",
      ),
    ).toContain("0 of 1 training image is right");
  });

  test("says that there is nothing to say without images", () => {
    expect(find([])).toBe(
      "There are no images to evaluate, so the numbers say nothing about what was learned.",
    );
  });
});
