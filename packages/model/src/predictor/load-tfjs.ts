import { withoutNodeBanner } from "./tfjs-node-banner.ts";

/** The parts of TensorFlow.js that predict. */
export interface Tfjs {
  readonly core: typeof import("@tensorflow/tfjs-core");
  readonly layers: typeof import("@tensorflow/tfjs-layers");
}

/**
 * Imports TensorFlow.js and sees to it that a backend is there.
 *
 * A backend that is active is used as it is. Where none is active but some are registered, tfjs chooses among them as
 * it would at the first operation. Only where none is registered is `cpu` imported and made active.
 *
 * @param modelName The model's name, for the error message.
 * @param reason Why TensorFlow.js is needed, for the error message.
 * @returns The packages.
 * @throws {Error} Where a package is not installed.
 */
export async function loadTfjs(modelName: string, reason: string): Promise<Tfjs> {
  const tfjs = await importTfjs(modelName, reason);
  await tfjs.core.ready();
  if (tfjs.core.getBackend() === "cpu") withoutNodeBanner(tfjs.core);
  return tfjs;
}

async function importTfjs(modelName: string, reason: string): Promise<Tfjs> {
  try {
    const [core, layers] = await Promise.all([
      import("@tensorflow/tfjs-core"),
      import("@tensorflow/tfjs-layers"),
    ]);
    if (core.engine().backendNames().length === 0) {
      // Importing registers it; as the only one it becomes active.
      await import("@tensorflow/tfjs-backend-cpu");
    }
    return { core, layers };
  } catch (cause) {
    throw new Error(
      `Cannot predict with the model ${modelName}: it needs TensorFlow.js (${reason}), which could not be loaded; install ` +
        "@tensorflow/tfjs-core, @tensorflow/tfjs-layers and @tensorflow/tfjs-backend-cpu",
      { cause },
    );
  }
}
