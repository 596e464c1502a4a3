import {
  broadcastTo,
  customGrad,
  fill,
  type GradSaveFunc,
  reshape,
  type Tensor,
  where,
  zerosLike,
} from "@tensorflow/tfjs-core";

/**
 * Keeps the live rows of a tensor and fills the others, forwards and backwards.
 *
 * Formula: `y[i] = live[i] ? x[i] : filler`; gradient: `dx[i] = live[i] ? dy[i] : 0`.
 *
 * The gradient is written out because that of tfjs' `where` is `dy * live`, and a NaN or infinity in `dy` survives the
 * product with 0.
 *
 * @param x `[B, ...]` tensor of any numeric dtype.
 * @param live `[B]` bool.
 * @param filler What the rows that are not live hold.
 * @returns A tensor of the shape and dtype of `x`. The caller disposes it.
 */
export function selectRows<T extends Tensor>(x: T, live: Tensor, filler: number): T {
  const select = customGrad<T>((...inputs) => {
    const [rows, save] = inputs as [T, GradSaveFunc];
    const ones = rows.shape.slice(live.rank).map(() => 1);
    const liveRows = broadcastTo(reshape(live, [...live.shape, ...ones]), rows.shape);
    // tfjs disposes what is not saved before it goes backwards.
    save([liveRows]);
    return {
      value: where<Tensor>(liveRows, rows, fill(rows.shape, filler, rows.dtype)) as T,
      gradFunc: (dy, saved) => {
        const [savedLiveRows] = saved as [Tensor];
        return where(savedLiveRows, dy, zerosLike(dy));
      },
    };
  });
  return select(x);
}
