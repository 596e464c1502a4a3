import { createApp } from "../create-app.ts";
import type { Limits } from "../limits.ts";
import type { ModelLabels } from "../models/model-labels.ts";
import { exampleArtifact } from "./example-model.ts";
import { type MemoryVersion, memoryRepository } from "./memory-repository.ts";

/** An app over the example model `odd-digits`, or other models; a mistake of the service fails the test. */
export async function exampleApp(
  options: {
    readonly models?: Readonly<Record<string, readonly MemoryVersion[]>>;
    readonly labels?: ModelLabels;
    readonly limits?: Partial<Limits>;
    readonly closing?: AbortSignal;
  } = {},
): Promise<ReturnType<typeof createApp>> {
  const { models = { "odd-digits": [await exampleArtifact()] }, labels, ...others } = options;
  return createApp({
    ...others,
    models: memoryRepository(models, labels),
    onMistake: (error) => queueMicrotask(() => Promise.reject(error)),
  });
}
