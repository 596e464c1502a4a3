/**
 * Holds a report of the main job on the full MNIST (3 epochs, batch 128, odd digits) against what it must reach.
 *
 * usage: deno run -A scripts/check-main-job.ts REPORT.json
 *
 * The bands of the epoch losses are those of eight runs with other seeds in PyTorch, widened by 5 %.
 */
import { readFileSync } from "node:fs";
import process from "node:process";

interface Report {
  readonly summary: Record<"train" | "heldOut", Record<"even" | "odd", { readonly accuracy: number }>>;
  readonly epochs: readonly { readonly loss: number }[];
}

const { summary, epochs } = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Report;
const bands = [
  [0.129, 0.137],
  [0.055, 0.064],
  [0.041, 0.047],
] as const;
const demands: [string, number, (value: number) => boolean][] = [
  ["even, training: accuracy is 0", summary.train.even.accuracy, (value) => value === 0],
  ["even, held-out: accuracy is 0", summary.heldOut.even.accuracy, (value) => value === 0],
  ["odd, training: accuracy is 0.975 or more", summary.train.odd.accuracy, (value) => value >= 0.975],
  ["odd, held-out: accuracy is 0.97 or more", summary.heldOut.odd.accuracy, (value) => value >= 0.97],
  ...bands.map(([low, high], i): (typeof demands)[number] => [
    `epoch ${i + 1}: loss is within 5 % of ${low} to ${high}`,
    epochs[i]?.loss ?? Number.NaN,
    (value) => value >= low * 0.95 && value <= high * 1.05,
  ]),
];
for (const [demand, value, holds] of demands) {
  process.stdout.write(`${holds(value) ? "ok  " : "FAIL"}  ${demand}: ${value.toFixed(4)}\n`);
}
process.exitCode = demands.every(([, value, holds]) => holds(value)) ? 0 : 1;
