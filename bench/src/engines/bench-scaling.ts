import process from "node:process";
import { openBackend } from "@proj/trainer/backend";
import { type Figure, figure, isMet, type Part, printPart, writeResult } from "../measuring/report.ts";
import { ratios, takeTurns } from "../measuring/take-turns.ts";
import { parseEngineOptions } from "./engine-options.ts";
import { productPeak } from "./product-peak.ts";
import { workedExample } from "./worked-example.ts";

const [INPUTS, CLASSES] = [784, 10];
const BATCH_SIZES = [32, 128, 1024, 4096];
const HIDDEN = [64, 256, 1024, 2048];

const options = parseEngineOptions(process.argv.slice(2));
const backend = await openBackend({ backend: "webgpu", adapter: options.adapter });
if (backend.device === null) throw new Error("Cannot bench: there must be a GPU device, received none");
const peak = await productPeak(backend.device);
const figures: Figure[] = [];
for (const hidden of HIDDEN) {
  // Forward, and the gradients of the weights; for the last layer the gradients of what it takes in, too.
  const flopsPerRow = 2 * (2 * INPUTS * hidden + 3 * hidden * CLASSES);
  for (const batchSize of BATCH_SIZES) {
    const { epoch, dispose } = await workedExample(backend, "fused", "true", { batchSize, hidden });
    const gigaflops = async (): Promise<number> => (flopsPerRow * batchSize) / 1e6 / (await epoch());
    for (let warmUp = 0; warmUp < 2; warmUp++) await epoch();
    const { fused, product } = await takeTurns({ product: peak, fused: gigaflops }, options.rounds);
    dispose();
    const isLarge = batchSize >= 1024 && hidden >= 1024;
    const name = `batch ${batchSize}, hidden ${hidden}`;
    figures.push(
      figure(name, "GFLOP/s", fused),
      figure(`${name}, over the product`, "x", ratios(fused, product), isLarge ? { least: 0.6 } : undefined),
    );
  }
}
const part: Part = {
  title: `Training 784-hidden-10, nothing masked, on ${backend.adapter}`,
  figures: [...figures, figure("a plain product, 512 x 512 x 512", "GFLOP/s", [await peak()])],
  remarks: ["the product is measured again in each round, and is the best of three tiles"],
};
printPart(part);
backend.close();
const missed = figures.filter((each) => isMet(each) === false);
console.log(`\n${missed.length === 0 ? "All that is asked is met" : `Missed: ${missed.length}`}`);
console.log(await writeResult("scaling", { ...options, adapter: backend.adapter, part }));
process.exit(0);
