import { createApp, createModelRepository } from "@proj/api";
import { folderSource } from "@proj/api/node";
import { createPredictor } from "@proj/model";
import { type Figure, fastest, figure, type Part } from "../measuring/report.ts";
import { ratios, takeTurns, timed } from "../measuring/take-turns.ts";
import { startServer } from "../servers/server-process.ts";
import { bareForward, bareForwardOfAll, twoLayers } from "./bare-forward.ts";
import { largestDifference } from "./largest-difference.ts";
import type { ServeOptions } from "./serve-options.ts";
import { imageSize, modelName, shortFloats, type TrainedDigits, toFloats } from "./trained-digits.ts";

/** What a whole request may cost, as times of parsing its text. */
const asked = { most: 2 };

/**
 * A thousand images in one request: the prediction against a bare forward pass, and the whole request against `JSON.parse`
 * of its body.
 *
 * @param folder The folder of models.
 * @param digits The images.
 * @param options Repetitions.
 */
export async function measureThousandImages(
  folder: string,
  digits: TrainedDigits,
  options: ServeOptions,
): Promise<Part> {
  return {
    title: `${digits.count} images in one request`,
    figures: [
      ...(await predictionFigures(digits, options)),
      ...(await requestFigures(folder, digits, options)),
    ],
  };
}

async function predictionFigures(
  { artifact, images, count }: TrainedDigits,
  { repetitions }: ServeOptions,
): Promise<Figure[]> {
  const predictor = await createPredictor(artifact);
  const network = twoLayers(artifact);
  const floats = toFloats(images);
  const predicted = await predictor.predict(floats, count);
  const difference = Math.max(
    largestDifference(predicted, bareForward(network, floats, count)),
    largestDifference(predicted, bareForwardOfAll(network, floats, count)),
  );
  if (!(difference < 1e-5)) {
    throw new Error(`Cannot compare: the predictions must be equal, received a difference of ${difference}`);
  }
  const times = await takeTurns(
    {
      floats: timed(() => predictor.predict(floats, count)),
      bytes: timed(() => predictor.predict(images, count)),
      bare: timed(() => bareForward(network, floats, count)),
      bareOfAll: timed(() => bareForwardOfAll(network, floats, count)),
    },
    repetitions,
  );
  predictor.dispose();
  return [
    figure("prediction of floats against the bare pass", "x", ratios(times.floats, times.bare), {
      most: 1.5,
    }),
    figure("prediction of bytes against the bare pass", "x", ratios(times.bytes, times.bare), { most: 1.5 }),
    figure(
      "prediction of floats against the bare pass of all inputs",
      "x",
      ratios(times.floats, times.bareOfAll),
      {
        most: 1.5,
      },
    ),
    fastest("prediction of floats against the bare pass", times.floats, times.bare),
    figure("prediction of floats", "ms", times.floats),
    figure("prediction of bytes", "ms", times.bytes),
    figure("the bare pass", "ms", times.bare),
    figure("the bare pass of all inputs", "ms", times.bareOfAll),
  ];
}

async function requestFigures(
  folder: string,
  { images, count }: TrainedDigits,
  { repetitions }: ServeOptions,
): Promise<Figure[]> {
  const source = await folderSource(folder);
  const models = createModelRepository({ sources: [source], preload: true });
  const app = createApp({ models });
  const server = await startServer("service-server", [folder]);
  const figures: Figure[] = [];
  try {
    for (const { name, path, text } of requests(images, count)) {
      const init = { method: "POST", headers: { "Content-Type": "application/json" }, body: text };
      const read = async (response: Response): Promise<string> => {
        if (!response.ok) throw new Error(`Cannot measure ${name}: ${await response.text()}`);
        return await response.text();
      };
      const contenders = {
        inProcess: timed(async () => read(await app.request(path, init))),
        overLoopback: timed(async () => read(await fetch(server.url + path, init))),
        parse: timed(() => JSON.parse(text)),
      };
      await takeTurns(contenders, 5);
      const times = await takeTurns(contenders, repetitions);
      figures.push(
        figure(`${name}, in process, against JSON.parse`, "x", ratios(times.inProcess, times.parse), asked),
        figure(
          `${name}, over loopback, against JSON.parse`,
          "x",
          ratios(times.overLoopback, times.parse),
          asked,
        ),
        fastest(`${name}, in process, against JSON.parse`, times.inProcess, times.parse),
        fastest(`${name}, over loopback, against JSON.parse`, times.overLoopback, times.parse),
        figure(`${name}, in process`, "ms", times.inProcess),
        figure(`${name}, over loopback`, "ms", times.overLoopback),
        figure(`${name}: JSON.parse`, "ms", times.parse),
        figure(`${name}: size of the body`, "KB", [text.length / 1000]),
      );
    }
  } finally {
    await server.stop();
    await models.close();
  }
  return figures;
}

/** The requests, by name. */
function requests(images: Uint8Array, count: number): { name: string; path: string; text: string }[] {
  const rows = (values: readonly number[]): number[][] =>
    Array.from({ length: count }, (_, index) => values.slice(index * imageSize, (index + 1) * imageSize));
  const bytes = rows(Array.from(images));
  const floats = shortFloats(images);
  const tensor = { name: "inputs", shape: [count, imageSize], datatype: "FP32", data: floats };
  return [
    {
      name: "/v1 bytes",
      path: `/v1/models/${modelName}:predict`,
      text: JSON.stringify({ signature_name: "serving_bytes", instances: bytes }),
    },
    {
      name: "/v1 floats",
      path: `/v1/models/${modelName}:predict`,
      text: JSON.stringify({ instances: rows(floats) }),
    },
    {
      name: "/v2 floats",
      path: `/v2/models/${modelName}/infer`,
      text: JSON.stringify({ inputs: [tensor] }),
    },
  ];
}
