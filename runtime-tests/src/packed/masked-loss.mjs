// Somebody's own program with @proj/core out of npm. It is plain JavaScript, so that every runtime takes it as it is.
import "@tensorflow/tfjs-backend-cpu";
import { categoricalCrossentropy, maskedLoss } from "@proj/core";
import { ready, setBackend, tensor1d, tensor2d } from "@tensorflow/tfjs-core";

/** Computes -ln(0.5) / 2: of two samples one counts, and the other is not even a number. */
export async function value() {
  await setBackend("cpu");
  await ready();
  const labels = tensor2d([
    [0, 1],
    [1, 0],
  ]);
  const predictions = tensor2d([
    [0.5, 0.5],
    [Number.NaN, Number.NaN],
  ]);
  const loss = maskedLoss(categoricalCrossentropy, labels, predictions, tensor1d([1, 0]));
  return (await loss.data())[0];
}
