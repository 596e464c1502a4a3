import process from "node:process";
import { createInterface } from "node:readline";
import { openBackend } from "@proj/trainer/backend";
import { median } from "../measuring/median.ts";
import { jaxPeer } from "../peers/jax-peer.ts";
import { stockExample } from "./stock-example.ts";
import { workedExample } from "./worked-example.ts";

/** What a contender says when it is ready, and after each line that comes in: it trains for each. */
export type ContenderWord = { readonly adapter: string } | { readonly milliseconds: number };

interface Ready {
  readonly adapter: string;
  /** Trains an epoch and tells the milliseconds of a step. */
  epoch(): Promise<number>;
}

/** Digits that count, for each part of the rows that the mask removes. */
const conditions: Readonly<Record<string, string>> = { half: "odd", none: "true", most: "digit == 3" };

/** Milliseconds of a turn, at least: a fast epoch is over sooner than whatever else the machine does. */
const TURN = 500;

// usage: contender.js NAME [ADAPTER]
const [name = "", adapter] = process.argv.slice(2);
const { adapter: own, epoch } = await ready();
for (let warmUp = 0; warmUp < 2; warmUp++) await epoch(); // shaders compile in the first one
say({ adapter: own });
for await (const _ of createInterface({ input: process.stdin })) say({ milliseconds: await turn() });
process.exit(0);

/** Epochs until they are long enough to be compared; the median of their steps. */
async function turn(): Promise<number> {
  const start = performance.now();
  const steps = [await epoch()];
  while (performance.now() - start < TURN) steps.push(await epoch());
  return median(steps);
}

async function ready(): Promise<Ready> {
  const [kind = "", part = ""] = name.split(" ");
  if (kind === "jax") {
    return { adapter: `jax-js, ${part}`, epoch: await jaxPeer(part === "webgpu" ? "webgpu" : "wasm") };
  }
  if (kind === "tfjs") {
    const backend = await openBackend({ backend: part === "cpu" ? "cpu" : "wasm" });
    return { adapter: backend.adapter, ...(await stockExample(backend)) };
  }
  const backend = await openBackend({ backend: "webgpu", adapter });
  if (kind === "stock") return { adapter: backend.adapter, ...(await stockExample(backend)) };
  const engine = kind === "eager" ? "eager" : "fused";
  return { adapter: backend.adapter, ...(await workedExample(backend, engine, conditions[part] ?? "odd")) };
}

function say(word: ContenderWord): void {
  process.stdout.write(`${JSON.stringify(word)}\n`);
}
