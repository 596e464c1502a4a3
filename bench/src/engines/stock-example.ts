import type { Backend } from "@proj/trainer/backend";
import * as tf from "@tensorflow/tfjs";
import { workedData } from "./worked-data.ts";
import { timedEpochs, type WorkedExample } from "./worked-example.ts";

const BATCH = 128;

/**
 * Sets the worked example up as a user of TensorFlow.js alone would: its layers, its Adam, the article's loss out of its operations,
 * and the matrix product that it picks by itself.
 *
 * @param backend The open backend.
 */
export async function stockExample(backend: Backend): Promise<WorkedExample> {
  const { data } = await workedData("odd");
  const model = tf.sequential({
    layers: [
      tf.layers.flatten({ inputShape: [28, 28] }),
      tf.layers.dense({ units: 64, activation: "relu" }),
      tf.layers.dense({ units: 10, activation: "softmax" }),
    ],
  });
  const optimizer = tf.train.adam(0.001, 0.9, 0.999, 1e-7);
  const loss = (labels: tf.Tensor2D, predictions: tf.Tensor): tf.Scalar => {
    const classes = labels.slice([0, 0], [-1, 10]);
    const isOdd = labels.slice([0, 10], [-1, 1]).reshape([-1]);
    return tf.metrics.categoricalCrossentropy(classes, predictions).mul(isOdd).mean();
  };
  const step = (indices: Uint32Array): tf.Scalar => {
    const [size, width] = [784, 11];
    const images = new Float32Array(indices.length * size);
    const labels = new Float32Array(indices.length * width);
    for (const [row, sample] of indices.entries()) {
      for (let i = 0; i < size; i++) images[row * size + i] = (data.inputs[sample * size + i] ?? 0) / 255;
      labels.set(data.labels.subarray(sample * width, (sample + 1) * width), row * width);
    }
    return tf.tidy(() => {
      const [x, y] = [
        tf.tensor(images, [indices.length, 28, 28]),
        tf.tensor2d(labels, [indices.length, width]),
      ];
      return optimizer.minimize(
        () => loss(y, model.apply(x, { training: true }) as tf.Tensor),
        true,
      ) as tf.Scalar;
    });
  };
  const ownProduct = tf.env().getNumber("WEBGPU_MATMUL_PROGRAM_TYPE");
  const epoch = timedEpochs(data.count, BATCH, async (order) => {
    if (backend.name === "webgpu") tf.env().set("WEBGPU_MATMUL_PROGRAM_TYPE", -1);
    let last: tf.Scalar | null = null;
    for (const indices of order) {
      last?.dispose();
      last = step(indices);
    }
    await last?.data();
    last?.dispose();
    if (backend.name === "webgpu") tf.env().set("WEBGPU_MATMUL_PROGRAM_TYPE", ownProduct);
  });
  return {
    epoch,
    dispose() {
      optimizer.dispose();
      model.dispose();
    },
  };
}
