import { dispose, Tensor, type TensorContainer } from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { describeValue } from "../errors/describe-value.ts";
import { checkLabels } from "../layout/check-labels.ts";
import type { AnyLayout } from "../layout/layout.ts";

/**
 * Batches of a data set, such as a `tf.data.Dataset`: each is `{ xs, ys }` with the model's inputs, and `[B, L]` float32
 * labels. They are disposed once they are used, as tfjs does it.
 */
export interface LabelledBatches {
  /** The number of batches, where it is known. */
  readonly size?: number;
  /** Begins anew. */
  iterator(): Promise<{ next(): Promise<{ readonly value?: unknown; readonly done?: boolean }> }>;
}

/** A data set as tfjs-layers takes it. */
export type LayersDataset = Parameters<LayersModel["evaluateDataset"]>[0];

/** A data set for tfjs, and a way to free the batch that an error left. */
export interface LayersBatches {
  readonly dataset: LayersDataset;
  dispose(): void;
}

/**
 * Gives each output of a model the labels of a data set.
 *
 * @param action What the caller does, for messages.
 * @param layout The layout of the labels.
 * @param batches The data set.
 * @param outputs The number of outputs.
 * @param listener Is told of each batch's labels, which stay the data set's.
 * @returns The data set for tfjs.
 * @throws {TypeError} Where it is no data set.
 */
export function toLayersBatches(
  action: string,
  layout: Pick<AnyLayout, "width">,
  batches: LabelledBatches,
  outputs: number,
  listener: (labels: Tensor) => void = () => {},
): LayersBatches {
  if (typeof batches !== "object" || batches === null || typeof batches.iterator !== "function") {
    throw new TypeError(
      `Cannot ${action}: a data set must have an iterator, received ${describeValue(batches)}`,
    );
  }
  let last: TensorContainer = [];
  const dataset = {
    size: batches.size,
    async iterator() {
      const iterator = await batches.iterator();
      return {
        async next(): Promise<unknown> {
          const item = await iterator.next();
          if (item.value === undefined || item.value === null) return item;
          last = item.value as TensorContainer;
          const { xs, ys } = parseBatch(action, layout, item.value);
          listener(ys);
          return { ...item, value: { xs, ys: Array.from({ length: outputs }, () => ys) } };
        },
      };
    },
  };
  // The parts of the class that tfjs uses.
  return { dataset: dataset as unknown as LayersDataset, dispose: () => dispose(last) };
}

function parseBatch(
  action: string,
  layout: Pick<AnyLayout, "width">,
  batch: unknown,
): { readonly xs: unknown; readonly ys: Tensor } {
  const xs: unknown = typeof batch === "object" && batch !== null && "xs" in batch ? batch.xs : undefined;
  const ys: unknown = typeof batch === "object" && batch !== null && "ys" in batch ? batch.ys : undefined;
  if (xs === undefined || !(ys instanceof Tensor)) {
    throw new TypeError(
      `Cannot ${action}: a batch must be { xs, ys } with labels in ys, received ${describeValue(xs === undefined ? batch : ys)}`,
    );
  }
  checkLabels(action, layout, ys);
  return { xs, ys };
}
