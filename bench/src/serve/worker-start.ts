import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { figure, type Part } from "../measuring/report.ts";
import { ratios, takeTurns } from "../measuring/take-turns.ts";
import { bundleWorker, type WorkerChunk } from "../workers/bundle-worker.ts";
import { firstAnswer } from "../workers/first-answer.ts";
import { writeWorkerdConfig } from "../workers/workerd-config.ts";
import type { ServeOptions } from "./serve-options.ts";
import { imageSize, modelName, type TrainedDigits } from "./trained-digits.ts";

/**
 * The service as a Worker: how large it is, and how long a fresh workerd takes to its first answer, against a Worker that
 * answers a constant.
 *
 * @param folder The folder of models, which become the Worker's static files.
 * @param digits The images.
 * @param options How many are started.
 */
export async function measureWorkerStart(
  folder: string,
  { images }: TrainedDigits,
  { spawns }: ServeOptions,
): Promise<Part> {
  const place = await mkdtemp(join(tmpdir(), "bench-workers-"));
  try {
    const service = await bundleWorker(
      fileURLToPath(new URL("../../../apps/api/src/entry/workers.ts", import.meta.url)),
    );
    const constant = await bundleWorker(
      fileURLToPath(new URL("../workers/constant-worker.js", import.meta.url)),
    );
    const serviceConfig = await writeWorkerdConfig(join(place, "service"), service, folder, {
      MODELS: { [modelName]: `/${modelName}/` },
      PROJ_LOG: "off",
    });
    const constantConfig = await writeWorkerdConfig(join(place, "constant"), constant);
    const image = new Uint8Array(images.subarray(0, imageSize));
    const contenders = {
      live: async () => (await firstAnswer(serviceConfig, "/v2/health/live")).milliseconds,
      prediction: async () => (await firstAnswer(serviceConfig, "/predict", image)).milliseconds,
      constant: async () => (await firstAnswer(constantConfig, "/")).milliseconds,
    };
    await takeTurns(contenders, 1);
    const times = await takeTurns(contenders, spawns);
    const needed = service.filter(({ type }, index) => index === 0 || type === "wasm");
    const more = times.prediction.map((value, round) => value - (times.constant[round] ?? 0));
    return {
      title:
        "A fresh workerd, from its start to the end of the first answer, against a Worker that answers a constant",
      figures: [
        figure("the Worker, gzipped: what every request needs, and its kernel", "KB", [size(needed)], {
          most: 40,
        }),
        figure("the Worker with all its chunks", "KB", [size(service)]),
        figure("the constant's Worker", "KB", [size(constant)]),
        figure("first answer against the constant's", "x", ratios(times.live, times.constant), { most: 1.2 }),
        figure("a prediction as first answer: more than the constant's", "ms", more, { most: 10 }),
        figure("first answer", "ms", times.live),
        figure("a prediction as first answer", "ms", times.prediction),
        figure("the constant's first answer", "ms", times.constant),
      ],
      remarks: service.map((chunk) => `${chunk.path}: ${size([chunk]).toFixed(1)} KB`),
    };
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

function size(chunks: readonly WorkerChunk[]): number {
  return chunks.reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length / 1000, 0);
}
