import { notEqual, reshape, type Tensor } from "@tensorflow/tfjs-core";
import { checkLoss } from "./check-loss-inputs.ts";
import type { SampleLoss } from "./sample-loss.ts";
import { selectRows } from "./select-rows.ts";

/** What a loss sees of a row that does not count: valid as class index, yes or no, distribution of weight 0. */
const LABEL_FILLER = 0;
/** Valid as probability and as logit, away from the edges where logarithms and roots have no slope. */
const PREDICTION_FILLER = 0.5;

/**
 * Computes the losses of what counts, 0 elsewhere, so that a NaN or an infinity in what does not count reaches neither value nor
 * gradient: its rows are replaced before the loss and dropped after it, both ways.
 *
 * @param loss The loss of each sample.
 * @param labels `[B, ...]` labels.
 * @param predictions `[B, ...]` float32 predictions.
 * @param weight `[B]` weights of samples; or `[B, K]` weights of labels, where labels and predictions are `[B, K]` too, and each
 *   label is a sample of its own to the loss.
 * @returns float32 losses of the shape of `weight`, not multiplied by it. The caller disposes it, and what lies between: call
 *   it inside `tidy`.
 */
export function liveLosses(loss: SampleLoss, labels: Tensor, predictions: Tensor, weight: Tensor): Tensor {
  const live = notEqual(weight, 0);
  if (weight.rank === 1) return lossesOfRows(loss, labels, predictions, live);
  const [flatLabels, flatPredictions, flatLive] = [labels, predictions, live].map((tensor) =>
    reshape(tensor, [weight.size]),
  ) as [Tensor, Tensor, Tensor];
  return reshape(lossesOfRows(loss, flatLabels, flatPredictions, flatLive), weight.shape);
}

function lossesOfRows(loss: SampleLoss, labels: Tensor, predictions: Tensor, live: Tensor): Tensor {
  const losses = loss(
    selectRows(labels, live, LABEL_FILLER),
    selectRows(predictions, live, PREDICTION_FILLER),
  );
  checkLoss(losses, live.shape);
  return selectRows<Tensor>(losses, live, 0);
}
