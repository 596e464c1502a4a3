import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { writeArtifactFolder } from "@proj/model/node";
import { isMet, type Part, printPart, writeResult } from "../measuring/report.ts";
import { measureMicroBatching } from "./micro-batching.ts";
import { measureOneImage } from "./one-image.ts";
import { measurePeers } from "./peers.ts";
import { parseServeOptions, type ServeOptions } from "./serve-options.ts";
import { measureThousandImages } from "./thousand-images.ts";
import { modelName, type TrainedDigits, trainDigits } from "./trained-digits.ts";
import { measureWorkerStart } from "./worker-start.ts";

/** A part of the bench: takes the folder of models, the digits and the options. */
type Measure = (folder: string, digits: TrainedDigits, options: ServeOptions) => Promise<Part>;

const parts: Readonly<Record<string, Measure>> = {
  "one-image": measureOneImage,
  "thousand-images": measureThousandImages,
  peers: measurePeers,
  "worker-start": measureWorkerStart,
  "micro-batching": measureMicroBatching,
};

const options = parseServeOptions(process.argv.slice(2));
const unknown = options.only.find((name) => !Object.hasOwn(parts, name));
if (unknown !== undefined) {
  throw new RangeError(
    `Cannot measure ${unknown}: --only must name some of ${Object.keys(parts).join(", ")}, with commas between`,
  );
}

const [load = 0] = loadavg();
console.log(`Work on the machine before: ${load.toFixed(1)} of ${availableParallelism()} cores`);
const folder = await mkdtemp(join(tmpdir(), "bench-serve-"));
const measured: Record<string, Part> = {};
try {
  const digits = await trainDigits();
  await writeArtifactFolder(join(folder, modelName), digits.artifact);
  for (const [name, measure] of Object.entries(parts)) {
    if (options.only.length > 0 && !options.only.includes(name)) continue;
    const part = await measure(folder, digits, options);
    measured[name] = part;
    printPart(part);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
const missed = Object.values(measured).flatMap(({ figures }) =>
  figures.filter((each) => isMet(each) === false),
);
console.log(`\n${missed.length === 0 ? "All that is asked is met" : `Missed: ${missed.length}`}`);
console.log(await writeResult("serve", { load, options, parts: measured }));
