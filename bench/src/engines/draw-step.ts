import { writeFile } from "node:fs/promises";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { openBackend } from "@proj/trainer/backend";
import { recordDispatches } from "./record-dispatches.ts";
import { stepPicture } from "./step-picture.ts";
import { stockExample } from "./stock-example.ts";
import { workedExample } from "./worked-example.ts";

// Draws docs/images/step.svg from the kernels that a step starts, as they are counted here.
const [adapter] = process.argv.slice(2);
const backend = await openBackend({ backend: "webgpu", adapter });
const stock = await stockExample(backend);
const fused = await workedExample(backend, "fused", "odd");
const ofStock = await recordDispatches(stock.epoch);
const ofFused = await recordDispatches(fused.epoch);
const file = fileURLToPath(new URL("../../../docs/images/step.svg", import.meta.url));
await writeFile(
  file,
  stepPicture(
    oneStep(ofStock, isForward),
    oneStep(ofFused, (labels, at) => labels[at]?.startsWith("forward") === true),
  ),
);
console.log(file);
process.exit(0);

/** TensorFlow.js's step begins with the product of the first layer, two products before the softmax. */
function isForward(labels: readonly string[], at: number): boolean {
  if (!labels[at]?.startsWith("MatMul")) return false;
  const softmax = labels.indexOf("SoftmaxProgram", at);
  return labels.slice(at, softmax).filter((label) => label.startsWith("MatMul")).length === 2;
}

/** The kernels from the beginning of the second step to that of the third. */
function oneStep(
  labels: readonly string[],
  isFirst: (labels: readonly string[], at: number) => boolean,
): string[] {
  const starts = labels.flatMap((_, at) => (isFirst(labels, at) ? [at] : []));
  return labels.slice(starts[1], starts[2]);
}
