import { batches, epochOrder } from "@proj/datasets";
import { workedData } from "../engines/worked-data.ts";

const [BATCH, INPUTS, HIDDEN, CLASSES] = [128, 784, 64, 10];

/**
 * Sets the worked example up in jax-js: one compiled step with the loss, its gradient and Adam, as its documentation has it.
 *
 * @param device Where it computes.
 * @returns Trains the next epoch, of whole batches alone, since each size is compiled by itself; tells the milliseconds of a step.
 */
export async function jaxPeer(device: "wasm" | "webgpu"): Promise<() => Promise<number>> {
  await giveNavigator(device);
  const { defaultDevice, init, jit, nn, numpy: np, tree, valueAndGrad } = await import("@jax-js/jax");
  type Numbers = ReturnType<typeof np.zeros>;
  type Parameters = { w1: Numbers; b1: Numbers; w2: Numbers; b2: Numbers };
  const names = ["w1", "b1", "w2", "b2"] as const;
  await init(device);
  defaultDevice(device);
  const zeros = (): Parameters => ({
    w1: np.zeros([INPUTS, HIDDEN]),
    b1: np.zeros([HIDDEN]),
    w2: np.zeros([HIDDEN, CLASSES]),
    b2: np.zeros([CLASSES]),
  });
  const glorot = (inputs: number, units: number): Numbers => {
    const limit = Math.sqrt(6 / (inputs + units));
    const values = Float32Array.from({ length: inputs * units }, () => (Math.random() * 2 - 1) * limit);
    return np.array(values).reshape([inputs, units]);
  };
  const loss = (weights: Parameters, images: Numbers, labels: Numbers): Numbers => {
    const values = nn.relu(np.matmul(images, weights.w1).add(weights.b1));
    const logs = nn.logSoftmax(np.matmul(values, weights.w2).add(weights.b2), -1);
    const classes = labels.ref.slice([], [0, CLASSES]);
    const isOdd = labels.slice([], CLASSES);
    return logs.mul(classes).sum(-1).neg().mul(isOdd).mean();
  };
  const step = jit(
    (
      weights: Parameters,
      first: Parameters,
      second: Parameters,
      correction1: Numbers,
      correction2: Numbers,
      images: Numbers,
      labels: Numbers,
    ) => {
      const [value, gradients] = valueAndGrad(loss)(tree.ref(weights), images, labels);
      const next = { weights: {} as Parameters, first: {} as Parameters, second: {} as Parameters };
      for (const name of names) {
        const gradient = (gradients as Parameters)[name];
        const moment = first[name].mul(0.9).add(gradient.ref.mul(0.1));
        const square = second[name].mul(0.999).add(gradient.ref.mul(gradient).mul(0.001));
        const size = np.sqrt(square.ref.mul(correction2.ref)).add(1e-7);
        next.weights[name] = weights[name].sub(moment.ref.mul(correction1.ref).div(size).mul(0.001));
        next.first[name] = moment;
        next.second[name] = square;
      }
      correction1.dispose();
      correction2.dispose();
      return [next.weights, next.first, next.second, value] as [Parameters, Parameters, Parameters, Numbers];
    },
  );

  const { data } = await workedData("odd");
  let state: [Parameters, Parameters, Parameters] = [
    { ...zeros(), w1: glorot(INPUTS, HIDDEN), w2: glorot(HIDDEN, CLASSES) },
    zeros(),
    zeros(),
  ];
  let steps = 0;
  let epoch = 0;
  return async () => {
    const start = performance.now();
    const order = batches(epochOrder({ count: data.count, seed: 1, epoch: epoch++ }), BATCH);
    const whole = order.filter(({ length }) => length === BATCH);
    let value: Numbers | null = null;
    for (const rows of whole) {
      steps++;
      const images = new Float32Array(BATCH * INPUTS);
      const labels = new Float32Array(BATCH * data.labelWidth);
      for (const [row, sample] of rows.entries()) {
        for (let i = 0; i < INPUTS; i++) {
          images[row * INPUTS + i] = (data.inputs[sample * INPUTS + i] ?? 0) / 255;
        }
        labels.set(
          data.labels.subarray(sample * data.labelWidth, (sample + 1) * data.labelWidth),
          row * data.labelWidth,
        );
      }
      value?.dispose();
      const [weights, first, second, own] = step(
        ...state,
        np.array(1 / (1 - 0.9 ** steps)),
        np.array(1 / (1 - 0.999 ** steps)),
        np.array(images).reshape([BATCH, INPUTS]),
        np.array(labels).reshape([BATCH, data.labelWidth]),
      );
      state = [weights, first, second];
      value = own;
    }
    await value?.data();
    return (performance.now() - start) / whole.length;
  };
}

/** jax-js looks for what a browser has. What Dawn gives is kept in a global: it crashes where that is collected. */
async function giveNavigator(device: "wasm" | "webgpu"): Promise<void> {
  const value: Record<string, unknown> = { hardwareConcurrency: 2, userAgent: "node" };
  if (device === "webgpu") {
    const { create, globals } = await import("webgpu");
    Object.assign(globalThis, globals);
    value["gpu"] = create([]);
  }
  Object.defineProperty(globalThis, "navigator", { value, configurable: true });
}
