import process from "node:process";
import { openBackend } from "@proj/trainer/backend";
import { type Figure, figure, isMet, type Part, printPart, writeResult } from "../measuring/report.ts";
import { ratios, takeTurns } from "../measuring/take-turns.ts";
import { stockExample } from "./stock-example.ts";
import { workedExample } from "./worked-example.ts";

// usage: node bench-engines.js [ADAPTER] [ROUNDS]
const [adapter, rounds = "5"] = process.argv.slice(2);
const backend = await openBackend({ backend: "webgpu", adapter });
const examples = {
  "stock TensorFlow.js": await stockExample(backend),
  "eager engine": await workedExample(backend, "eager", "odd"),
  "fused engine, half masked": await workedExample(backend, "fused", "odd"),
  "fused engine, none masked": await workedExample(backend, "fused", "true"),
  "fused engine, 90 % masked": await workedExample(backend, "fused", "digit == 3"),
};
for (const { epoch } of Object.values(examples)) await epoch(); // shaders compile in the first one
const times = await takeTurns(
  Object.fromEntries(Object.entries(examples).map(([name, { epoch }]) => [name, epoch])) as Record<
    keyof typeof examples,
    () => Promise<number>
  >,
  Number(rounds),
);
for (const { dispose } of Object.values(examples)) dispose();

const isSlow = /swiftshader/i.test(backend.adapter);
const fused = times["fused engine, half masked"];
const none = times["fused engine, none masked"];
const figures: Figure[] = [
  ...Object.entries(times).map(([name, values]) => figure(name, "ms", values)),
  figure("stock over fused", "x", ratios(times["stock TensorFlow.js"], fused), { least: isSlow ? 10 : 20 }),
  figure("eager over fused", "x", ratios(times["eager engine"], fused)),
  figure("half masked over none masked", "x", ratios(fused, none), { most: 0.6 }),
  figure("90 % masked over none masked", "x", ratios(times["fused engine, 90 % masked"], none), {
    most: 0.25,
  }),
];
const part: Part = {
  title: `A step of the worked example (784-64-10, batch 128) in whole epochs, on ${backend.adapter}`,
  figures,
  remarks: ["data order and read-back included; in turn, in one process"],
};
printPart(part);
backend.close();
const missed = figures.filter((each) => isMet(each) === false);
console.log(`\n${missed.length === 0 ? "All that is asked is met" : `Missed: ${missed.length}`}`);
console.log(
  await writeResult(isSlow ? "engines-swiftshader" : "engines", { adapter: backend.adapter, rounds, part }),
);
