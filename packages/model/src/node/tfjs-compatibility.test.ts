import "@tensorflow/tfjs-backend-cpu";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { layers, loadLayersModel, sequential } from "@tensorflow/tfjs-layers";
import { expect, onTestFinished, test } from "vitest";
import { createPredictor } from "../predictor/predictor.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { fillBiases, tfjsArtifact } from "../testing/tfjs-artifact.ts";
import { readArtifactFolder } from "./read-artifact-folder.ts";
import { writeArtifactFolder } from "./write-artifact-folder.ts";

test("tf.loadLayersModel reads a served artifact folder and predicts what the model and the predictor do", async () => {
  tf.enableProdMode();
  const dir = join(await temporaryFolder(), "odd");
  const model = sequential({
    layers: [
      layers.flatten({ inputShape: [3, 3] }),
      layers.dense({ units: 5, activation: "relu" }),
      layers.dense({ units: 4, activation: "softmax" }),
    ],
  });
  fillBiases(model);
  await writeArtifactFolder(dir, await tfjsArtifact(model, [3, 3], 4));

  const server = createServer(async (request, response) =>
    response.end(await readFile(join(dir, request.url ?? ""))),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const loaded = await loadLayersModel(
    `http://127.0.0.1:${(server.address() as AddressInfo).port}/model.json`,
  );

  const inputs = Float32Array.from({ length: 2 * 9 }, (_, index) => Math.sin(index));
  const values = async (network: typeof model | typeof loaded): Promise<ArrayLike<number>> => {
    const output = network.predictOnBatch(tf.tensor(inputs, [2, 3, 3]));
    if (Array.isArray(output)) throw new Error("several outputs");
    return output.data();
  };
  const expected = await values(model);
  expect(await values(loaded)).toEqual(expected);
  const predicted = await (await createPredictor(await readArtifactFolder(dir))).predict(inputs, 2);
  for (let index = 0; index < 8; index++)
    expect(predicted[index]).toBeCloseTo(expected[index] ?? Number.NaN, 5);
});
