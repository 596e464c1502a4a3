/**
 * Holds a report of the main job against what it must reach.
 *
 * usage: deno run -A scripts/check-main-job.ts REPORT.json mnist|digits
 *   mnist   the full MNIST: 3 epochs, batch 128; the bands of the losses are those of eight seeds in PyTorch, widened by 5 %
 *   digits  the bundled digits: what `turbo run train` leaves
 */
import { readFileSync } from "node:fs";
import process from "node:process";

interface Report {
  readonly summary: Record<"train" | "heldOut", Record<"even" | "odd", { readonly accuracy: number }>>;
  readonly epochs: readonly { readonly loss: number }[];
}

const [file = "", job] = process.argv.slice(2);
if (job !== "mnist" && job !== "digits") {
  throw new RangeError(`Cannot check: the job must be mnist or digits, received ${job}`);
}
const { summary, epochs } = JSON.parse(readFileSync(file, "utf8")) as Report;
const zero = { demand: "0", holds: (value: number): boolean => value === 0 };
const atLeast = (least: number): typeof zero => ({
  demand: `${least} or more`,
  holds: (value) => value >= least,
});
const within = (low: number, high: number): typeof zero => ({
  demand: `within 5 % of ${low} to ${high}`,
  holds: (value) => value >= low * 0.95 && value <= high * 1.05,
});
const checks = [
  { what: "even, training", value: summary.train.even.accuracy, ...zero },
  { what: "even, held-out", value: summary.heldOut.even.accuracy, ...zero },
  { what: "odd, training", value: summary.train.odd.accuracy, ...atLeast(0.975) },
  { what: "odd, held-out", value: summary.heldOut.odd.accuracy, ...atLeast(0.97) },
];
if (job === "mnist") {
  for (const [i, [low, high]] of (
    [
      [0.129, 0.137],
      [0.055, 0.064],
      [0.041, 0.047],
    ] as const
  ).entries()) {
    checks.push({
      what: `loss of epoch ${i + 1}`,
      value: epochs[i]?.loss ?? Number.NaN,
      ...within(low, high),
    });
  }
}
for (const { what, value, demand, holds } of checks) {
  process.stdout.write(
    `${holds(value) ? "ok  " : "FAIL"}  ${what}: ${value.toFixed(4)}, must be ${demand}\n`,
  );
}
process.exitCode = checks.every(({ value, holds }) => holds(value)) ? 0 : 1;
