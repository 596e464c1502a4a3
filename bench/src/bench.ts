import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { StepTime } from "./measure-step.ts";

/** What is measured: a name, what the backend is asked for, and the environment beyond this process's own. */
interface Contender {
  readonly name: string;
  readonly request: object;
  readonly environment?: Record<string, string>;
}

const contenders: readonly Contender[] = [
  { name: "eager, webgpu", request: { backend: "webgpu" } },
  {
    name: "eager, webgpu, tfjs's own product",
    request: { backend: "webgpu" },
    environment: { STOCK_PRODUCT: "1" },
  },
  { name: "eager, webgpu, swiftshader", request: { adapter: "swiftshader" } },
  { name: "eager, wasm", request: { backend: "wasm" } },
  { name: "eager, cpu", request: { backend: "cpu" } },
];

const ROUNDS = 5;
const child = fileURLToPath(new URL("./measure-step.js", import.meta.url));
const times = new Map<string, StepTime[]>(contenders.map(({ name }) => [name, []]));

// In turn, so that a machine that slows down slows all of them.
for (let round = 1; round <= ROUNDS; round++) {
  process.stderr.write(`round ${round} of ${ROUNDS}\n`);
  for (const { name, request, environment } of contenders) {
    const run = promisify(execFile)(process.execPath, [child, JSON.stringify(request)], {
      env: { ...process.env, ...environment },
      timeout: 300_000,
    });
    const result = await run.catch((error: Error & { stderr?: string }) => {
      process.stderr.write(`${name}: ${error.stderr?.match(/^\w*Error: .*$/m)?.[0] ?? error.message}\n`);
      return null;
    });
    if (result) times.get(name)?.push(JSON.parse(result.stdout) as StepTime);
  }
}

const rows = contenders.flatMap(({ name }) => {
  const measured = times.get(name) ?? [];
  const sorted = measured.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)];
  if (median === undefined) return [];
  const adapter = measured[0]?.adapter ?? "";
  return [
    { name, adapter, median, min: sorted[0] ?? median, max: sorted.at(-1) ?? median, rounds: sorted.length },
  ];
});
const [first] = rows;
if (first === undefined) throw new Error("Cannot bench: no backend could be measured");

process.stdout.write("One training step of the worked example (784-64-10, batch 128), medians:\n\n");
for (const { name, adapter, median, min, max } of rows) {
  const figures = [
    median.toFixed(1),
    `${min.toFixed(1)} - ${max.toFixed(1)}`,
    (median / first.median).toFixed(2),
  ];
  process.stdout.write(
    `${name.padEnd(36)}${figures[0]?.padStart(8)} ms  ${figures[1]?.padStart(16)}  x ${figures[2]}  ${adapter}\n`,
  );
}
const file = new URL("../results/eager-step.json", import.meta.url);
await mkdir(new URL(".", file), { recursive: true });
await writeFile(file, `${JSON.stringify({ steps: 30, rounds: ROUNDS, rows }, null, 2)}\n`);
