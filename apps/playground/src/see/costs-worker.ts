import { type LabelCosts, type LossManifest, labelCosts } from "./label-costs.ts";

/** What the page asks: what images cost. */
export interface CostsRequest {
  /** Told apart from others by it. */
  readonly id: number;
  readonly manifest: LossManifest;
  readonly digits: Uint8Array;
  readonly predictions: Float32Array;
}

/** What it is told: the costs, or why there are none. */
export type CostsReply =
  | { readonly id: number; readonly costs: LabelCosts }
  | { readonly id: number; readonly problem: string };

// The worker itself: TensorFlow.js is loaded and computes where it holds up no frame of the page.
addEventListener("message", ({ data }: MessageEvent<CostsRequest>) => {
  const { id, manifest, digits, predictions } = data;
  const answer = (reply: CostsReply): void => postMessage(reply);
  try {
    answer({ id, costs: labelCosts(manifest, digits, predictions) });
  } catch (error) {
    answer({ id, problem: error instanceof Error ? error.message : String(error) });
  }
});
