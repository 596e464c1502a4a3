import type { Tensor, Tensor1D } from "@tensorflow/tfjs-core";
import { describeValue } from "../errors/describe-value.ts";

/** A loss with the options that it is called with. */
export interface ConfiguredLoss {
  /** The loss itself, such as `huber`. */
  readonly loss: unknown;
  /** Its options; empty where it has none. */
  readonly options: Readonly<Record<string, unknown>>;
}

const configured = new WeakMap<object, ConfiguredLoss>();

/**
 * Gives a loss its options, so that it can be one of a part. It is as a function that calls the loss with them, and says so of
 * itself: what reads a loss's definition, such as an engine with kernels of its own, knows the loss and its options again.
 *
 * @param loss A loss that takes options, such as `categoricalCrossentropy`.
 * @param options Its options; they are checked where the loss is called.
 * @returns The loss with these options.
 * @throws {TypeError} Where the loss is no function, or the options are no object.
 *
 * @example
 * ```ts
 * import "@tensorflow/tfjs";
 * import { tensor2d } from "@tensorflow/tfjs-core";
 * import { categoricalCrossentropy, combinedLoss, configureLoss, defineLayout, oneHot } from "@proj/core";
 *
 * const layout = defineLayout({ digit: oneHot(2) });
 * const smoothed = configureLoss(categoricalCrossentropy, { labelSmoothing: 0.2 });
 * const loss = combinedLoss(layout, { digit: { loss: smoothed } });
 * const value = loss(tensor2d([[1, 0]]), tensor2d([[0.5, 0.5]]));
 * console.log((await value.data())[0]); // -0.9 * ln(0.5) - 0.1 * ln(0.5) = 0.6931
 * value.dispose();
 * ```
 */
export function configureLoss<Labels extends Tensor, Options extends object>(
  loss: (labels: Labels, predictions: Tensor, options?: Options) => Tensor1D,
  options: Options,
): (labels: Labels, predictions: Tensor) => Tensor1D {
  if (typeof loss !== "function") {
    throw new TypeError(`Cannot configure the loss: it must be a function, received ${describeValue(loss)}`);
  }
  if (typeof options !== "object" || options === null) {
    throw new TypeError(
      `Cannot configure the loss: its options must be an object, received ${describeValue(options)}`,
    );
  }
  const own = Object.freeze({ ...options });
  const result = (labels: Labels, predictions: Tensor): Tensor1D => loss(labels, predictions, own);
  configured.set(result, { loss, options: own });
  return result;
}

/**
 * Tells what a loss was made of.
 *
 * @param loss Any loss.
 * @returns What {@linkcode configureLoss} was given; any other loss as it is, without options.
 *
 * @example
 * ```ts
 * import { configurationOf, configureLoss, huber } from "@proj/core";
 *
 * const { loss, options } = configurationOf(configureLoss(huber, { delta: 2 }));
 * console.log(loss === huber, options); // true { delta: 2 }
 * ```
 */
export function configurationOf(loss: unknown): ConfiguredLoss {
  const known = typeof loss === "function" ? configured.get(loss) : undefined;
  return known ?? { loss, options: {} };
}
