import { expect, test } from "vitest";
import { tinyReport } from "../fixtures/example-reports.ts";
import { runFacts } from "./run-facts.ts";

const factsOf = (source: string): [string, string][] =>
  [...source.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)].map(([, name = "", value = ""]) => [
    name,
    value.replace(/<[^>]*>/g, ""),
  ]);

test("runFacts lists condition, data, epochs, seed, backend and adapter", () => {
  expect(factsOf(runFacts(tinyReport()).source)).toEqual([
    ["Condition", "odd"],
    ["Data set", `handmade SHA-256 ${"0123456789abcdef".repeat(4)}`],
    ["Epochs", "2"],
    ["Seed", "7"],
    ["Backend", "cpu"],
    ["Adapter", "none"],
  ]);
});

test("runFacts names both data sets where the model is evaluated on another one", () => {
  const report = { ...tinyReport(), dataset: { name: "other", sha256: "f".repeat(64) } };
  expect(factsOf(runFacts(report).source).map(([name]) => name)).toContain("Trained on");
  expect(factsOf(runFacts(report).source)).toContainEqual([
    "Evaluated on",
    `other SHA-256 ${"f".repeat(64)}`,
  ]);
});
