import type { CostsReply, CostsRequest } from "./costs-worker.ts";
import type { LabelCosts } from "./label-costs.ts";

/** Computes what images cost, in a worker. */
export interface CostsService {
  /**
   * Computes the labels and the costs of images, as `labelCosts` does.
   *
   * @param question The model's manifest, what the images show, and what the model makes of them.
   * @returns The labels and the costs.
   * @throws {Error} Where `labelCosts` does, or the worker cannot be loaded.
   */
  ask(question: Omit<CostsRequest, "id">): Promise<LabelCosts>;
  close(): void;
}

interface Waiting {
  readonly resolve: (costs: LabelCosts) => void;
  readonly reject: (error: Error) => void;
}

/** Starts the worker. */
export function startCostsService(): CostsService {
  const worker = new Worker(new URL("./costs-worker.ts", import.meta.url), { type: "module" });
  const waiting = new Map<number, Waiting>();
  let count = 0;
  worker.onmessage = ({ data }: MessageEvent<CostsReply>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if ("costs" in data) asked?.resolve(data.costs);
    else asked?.reject(new Error(data.problem));
  };
  worker.onerror = ({ message }) => {
    for (const { reject } of waiting.values()) {
      reject(new Error(message || "Cannot load a part of the page: its server must have it, received none"));
    }
    waiting.clear();
  };
  return {
    ask: ({ manifest: { name, labels, condition, classes }, ...data }) =>
      new Promise((resolve, reject) => {
        count += 1;
        waiting.set(count, { resolve, reject });
        const request: CostsRequest = { id: count, manifest: { name, labels, condition, classes }, ...data };
        worker.postMessage(request);
      }),
    close: () => worker.terminate(),
  };
}
