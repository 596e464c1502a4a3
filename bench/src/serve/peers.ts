import { createPredictor } from "@proj/model";
import { type Figure, fastest, figure, type Part } from "../measuring/report.ts";
import { type Contender, ratios, takeTurns, timed } from "../measuring/take-turns.ts";
import { onnxFile } from "../peers/onnx-file.ts";
import { howToInstall, openOnnx } from "../peers/onnx-peer.ts";
import { openTfjs, type TfjsPeer } from "../peers/tfjs-peer.ts";
import { twoLayers } from "./bare-forward.ts";
import { largestDifference } from "./largest-difference.ts";
import type { ServeOptions } from "./serve-options.ts";
import { imageSize, type TrainedDigits, toFloats } from "./trained-digits.ts";

/** Predicts a batch, at once or later. */
type Predict = (images: Float32Array, count: number) => ArrayLike<number> | Promise<ArrayLike<number>>;

/**
 * The predictor against TensorFlow.js and onnxruntime: the same model, the same floats, in this process.
 *
 * @param _folder Not wanted: nothing is served.
 * @param digits The model and the images.
 * @param options Repetitions.
 */
export async function measurePeers(
  _folder: string,
  digits: TrainedDigits,
  { repetitions }: ServeOptions,
): Promise<Part> {
  const { artifact, images, count } = digits;
  const predictor = await createPredictor(artifact);
  const onnx = onnxFile(twoLayers(artifact));
  const [oneThread, manyThreads] = [await openOnnx(onnx, 1), await openOnnx(onnx)];
  const [cpu, wasm] = [await openTfjs(artifact, "cpu"), await openTfjs(artifact, "wasm")];
  const peers: { name: string; predict: Predict; tfjs?: TfjsPeer }[] = [
    { name: "tfjs-cpu", predict: cpu.predict, tfjs: cpu },
    { name: "tfjs-wasm", predict: wasm.predict, tfjs: wasm },
    ...(oneThread === null ? [] : [{ name: "onnxruntime-node, 1 thread", predict: oneThread }]),
    ...(manyThreads === null ? [] : [{ name: "onnxruntime-node", predict: manyThreads }]),
  ];
  const floats = toFloats(images);
  const expected = await predictor.predict(floats, count);
  for (const { name, predict, tfjs } of peers) {
    await tfjs?.activate();
    const difference = largestDifference(expected, await predict(floats, count));
    if (!(difference < 1e-5)) {
      throw new Error(
        `Cannot compare with ${name}: it must predict the same, received a difference of ${difference}`,
      );
    }
  }

  const figures: Figure[] = [];
  for (const batch of [1, count]) {
    const some = floats.slice(0, batch * imageSize);
    const times = batch === 1 ? 200 : 1;
    const contenders: Record<string, Contender> = {
      ours: timed(() => predictor.predict(some, batch), times),
      bytes: timed(() => predictor.predict(images.subarray(0, some.length), batch), times),
    };
    for (const { name, predict, tfjs } of peers) {
      const contender = timed(() => predict(some, batch), times);
      contenders[name] = async () => {
        await tfjs?.activate();
        return await contender();
      };
    }
    await takeTurns(contenders, 3);
    const measured = await takeTurns(contenders, repetitions);
    const { ours = [], bytes = [] } = measured;
    const title = `${batch} image${batch === 1 ? "" : "s"}`;
    figures.push(figure(`${title}: the predictor`, "ms", ours), figure(`${title}: of bytes`, "ms", bytes));
    for (const { name, tfjs } of peers) {
      const theirs = measured[name] ?? [];
      const asked = tfjs === undefined ? undefined : { least: 1 };
      figures.push(
        figure(`${title}: times as fast as ${name}`, "x", ratios(theirs, ours), asked),
        fastest(`${title}: times as fast as ${name}`, theirs, ours),
        figure(`${title}: ${name}`, "ms", theirs),
      );
    }
  }
  predictor.dispose();
  const remarks =
    oneThread === null ? [`onnxruntime-node is not installed, and was left out: ${howToInstall}`] : [];
  return { title: "The predictor against others that predict: the same model and images", figures, remarks };
}
