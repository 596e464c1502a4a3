import { createRequire } from "node:module";

/** What is used of onnxruntime-node, which is no dependency of the workspace. */
interface OnnxRuntime {
  readonly Tensor: new (type: "float32", data: Float32Array, shape: readonly number[]) => object;
  readonly InferenceSession: {
    create(model: Uint8Array, options?: object): Promise<OnnxSession>;
  };
}

interface OnnxSession {
  run(inputs: Readonly<Record<string, object>>): Promise<Readonly<Record<string, { data: Float32Array }>>>;
}

/** How to install it: 115 MB are fetched, 290 MB stay. Its install script only fetches what CUDA wants. */
export const howToInstall = "npm ci --prefix bench/peers --ignore-scripts";

/**
 * Opens an ONNX file with onnxruntime, on the processor.
 *
 * @param model The file.
 * @param threads How many threads may compute; as many as it wants where left out.
 * @returns What predicts, or `null` where onnxruntime-node is not installed.
 */
export async function openOnnx(
  model: Uint8Array,
  threads?: number,
): Promise<((images: Float32Array, count: number) => Promise<Float32Array>) | null> {
  let runtime: OnnxRuntime;
  try {
    const peers = new URL("../../peers/package.json", import.meta.url);
    runtime = createRequire(peers)("onnxruntime-node") as OnnxRuntime;
  } catch {
    return null;
  }
  const session = await runtime.InferenceSession.create(model, {
    executionProviders: ["cpu"],
    ...(threads === undefined ? {} : { intraOpNumThreads: threads, interOpNumThreads: threads }),
  });
  return async (images, count) => {
    const inputs = new runtime.Tensor("float32", images, [count, images.length / count]);
    const { predictions } = await session.run({ images: inputs });
    if (predictions === undefined)
      throw new Error("Cannot predict with onnxruntime: there must be predictions");
    return predictions.data;
  };
}
