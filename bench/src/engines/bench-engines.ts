import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { type Figure, figure, isMet, type Part, printPart, writeResult } from "../measuring/report.ts";
import { ratios, takeTurns } from "../measuring/take-turns.ts";
import { type ContenderProcess, startContender } from "./contender-process.ts";
import { type EngineOptions, parseEngineOptions } from "./engine-options.ts";

const ours = {
  "stock TensorFlow.js": "stock",
  "eager engine": "eager",
  "fused engine, half masked": "fused half",
  "fused engine, none masked": "fused none",
  "fused engine, 90 % masked": "fused most",
};
const javaScriptPeers = {
  "TensorFlow.js, cpu": "tfjs cpu",
  "TensorFlow.js, wasm": "tfjs wasm",
  "jax-js, wasm": "jax wasm",
  "jax-js, webgpu": "jax webgpu",
};
const [stockName, fusedName, noneName, torchName] = [
  "stock TensorFlow.js",
  "fused engine, half masked",
  "fused engine, none masked",
  "PyTorch, cpu",
] as const;

const options = parseEngineOptions(process.argv.slice(2));
const remarks = ["whole epochs, data order and read-back included; each in a process of its own, in turn"];
const contenders = new Map<string, ContenderProcess>();
for (const [name, command] of commands(options)) {
  process.stderr.write(`starting ${name}\n`);
  try {
    contenders.set(name, await startContender(command));
  } catch (error) {
    if (Object.hasOwn(ours, name)) throw error;
    remarks.push(`${name} was not measured: ${error instanceof Error ? error.message : String(error)}`);
  }
}
const times = await takeTurns(
  Object.fromEntries([...contenders].map(([name, { epoch }]) => [name, epoch])),
  options.rounds,
);
const adapter = contenders.get(fusedName)?.adapter ?? "";
const torch = contenders.get(torchName);
if (torch !== undefined) remarks.push(torch.adapter);
for (const { stop } of contenders.values()) stop();

const isSlow = /swiftshader/i.test(adapter);
const of = (name: string): readonly number[] => times[name] ?? [];
const peers = Object.keys(javaScriptPeers).filter((name) => contenders.has(name));
const fastestPeer = of(fusedName).map((_, round) =>
  Math.min(...peers.map((name) => of(name)[round] ?? Number.NaN)),
);
const figures: Figure[] = [
  ...[...contenders.keys()].map((name) => figure(name, "ms", of(name))),
  ratio("stock over fused", stockName, fusedName, { least: isSlow ? 10 : 20 }),
  ratio("eager over fused", "eager engine", fusedName),
  ratio("half masked over none masked", fusedName, noneName, { most: 0.6 }),
  ratio("90 % masked over none masked", "fused engine, 90 % masked", noneName, { most: 0.25 }),
  ...(options.runtime === "node"
    ? []
    : [
        figure(
          "stock over fused, over the same on Node",
          "x",
          ratios(
            ratios(of(stockName), of(fusedName)),
            ratios(of(`${stockName}, on Node`), of(`${fusedName}, on Node`)),
          ),
          { least: 0.75 },
        ),
      ]),
  ...(peers.length === 0
    ? []
    : [
        figure(
          "the fastest JavaScript peer over fused",
          "x",
          ratios(fastestPeer, of(fusedName)),
          isSlow ? undefined : { least: 2.5 },
        ),
      ]),
  ...(torch === undefined
    ? []
    : [ratio("fused over PyTorch", fusedName, torchName, isSlow ? undefined : { most: 2.5 })]),
];
const part: Part = {
  title: `A step of the worked example (784-64-10, batch 128) on ${adapter}, ${options.runtime}`,
  figures,
  remarks,
};
printPart(part);
const missed = figures.filter((each) => isMet(each) === false);
console.log(`\n${missed.length === 0 ? "All that is asked is met" : `Missed: ${missed.length}`}`);
const file = `engines${isSlow ? "-swiftshader" : ""}${options.runtime === "deno" ? "-deno" : ""}`;
console.log(await writeResult(file, { ...options, adapter, part }));

function ratio(name: string, first: string, second: string, asked?: NonNullable<Figure["asked"]>): Figure {
  return figure(name, "x", ratios(of(first), of(second)), asked);
}

/** How each contender is started; the peers always run on Node. */
function commands({ adapter: wanted, runtime, python, isWithoutPeers }: EngineOptions): [string, string[]][] {
  const script = fileURLToPath(new URL("./contender.js", import.meta.url));
  const onNode = [process.execPath, script];
  const source = fileURLToPath(new URL("../../src/engines/contender.ts", import.meta.url));
  const resolve = createRequire(import.meta.url).resolve;
  const own =
    runtime === "node"
      ? onNode
      : [
          join(resolve("deno/package.json"), "../deno"),
          "run",
          "-A",
          "--no-check",
          "--conditions=source",
          source,
        ];
  const adapterArgs = wanted === undefined ? [] : [wanted];
  const listed = Object.entries(ours).map(([name, args]): [string, string[]] => [
    name,
    [...own, args, ...adapterArgs],
  ]);
  if (runtime === "deno") {
    for (const name of [stockName, fusedName] as const) {
      listed.push([`${name}, on Node`, [...onNode, ours[name], ...adapterArgs]]);
    }
  }
  if (isWithoutPeers) return listed;
  return [
    ...listed,
    ...Object.entries(javaScriptPeers).map(([name, args]): [string, string[]] => [name, [...onNode, args]]),
    [
      torchName,
      [
        python,
        fileURLToPath(new URL("../../src/peers/torch_peer.py", import.meta.url)),
        join(resolve("mnist/package.json"), "../src/digits"),
      ],
    ],
  ];
}
