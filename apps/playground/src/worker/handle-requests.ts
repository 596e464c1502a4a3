import { type Dataset, loadBundledDigits } from "@proj/datasets";
import type { Backend } from "@proj/trainer/backend";
import { createCheckpoints } from "./checkpoints.ts";
import type { Report, Request } from "./messages.ts";

/**
 * Makes what answers the requests of the page, one run at a time.
 *
 * @param report Takes what the page is told.
 * @returns The function that takes requests.
 */
export function handleRequests(report: (report: Report) => void): (request: Request) => Promise<void> {
  const checkpoints = createCheckpoints();
  let dataset: Dataset | null = null;
  let machine: { readonly backend: Backend; lost: boolean } | null = null;
  let halt = new AbortController();

  const load = async (): Promise<Dataset> => {
    dataset ??= await loadBundledDigits({
      // The labels are a thousandth of it.
      onProgress: ({ file, bytes, total }) => {
        if (file.includes("images")) report({ type: "loading", bytes, total });
      },
    });
    const { count, images, labels } = dataset.heldOut;
    report({ type: "loaded", heldOut: { count, images, labels } });
    return dataset;
  };

  const train = async ({ settings, resume, wasmPath }: Request & { type: "train" }): Promise<void> => {
    halt = new AbortController();
    const { signal } = halt;
    // Where they could not be had at first, they are asked for again.
    const digits = dataset ?? (await load());
    if (!resume) checkpoints.clear();
    // TensorFlow.js and the engines: more than all the rest of the page, and wanted only now.
    const { DeviceLostError, openBackend, runTraining } = await import("./training.ts");
    // A device may be lost while nothing runs on it.
    if (machine?.lost) close();
    machine ??= watched(await openBackend({ wasmPath }));
    const { backend } = machine;
    const { name, adapter, kind } = backend;
    report({ type: "machine", machine: { backend: name, adapter, kind, engine: null, engineReason: null } });
    try {
      const options = { dataset: digits, settings, backend, checkpoints, signal, report };
      report({ type: (await runTraining(options)) ? "done" : "halted" });
    } catch (error) {
      if (!(error instanceof DeviceLostError)) throw error;
      close();
      report({ type: "lost", message: error.message, resumable: !checkpoints.isEmpty });
    }
  };

  const watched = (backend: Backend): { readonly backend: Backend; lost: boolean } => {
    const opened = { backend, lost: false };
    void backend.lost.then(() => {
      opened.lost = true;
    });
    return opened;
  };
  const close = (): void => {
    machine?.backend.close();
    machine = null;
  };

  return async (request) => {
    try {
      if (request.type === "load") await load();
      else if (request.type === "train") await train(request);
      else halt.abort();
    } catch (error) {
      report({ type: "failed", message: error instanceof Error ? error.message : String(error) });
    }
  };
}
