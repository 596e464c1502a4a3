import { withDeadline } from "../http/deadline.ts";
import { refuse } from "../http/refuse.ts";
import type { Limits } from "../limits.ts";
import type { ModelRepository } from "../models/model-repository.ts";
import { createAdmission } from "./admission.ts";
import { createGate } from "./gate.ts";
import type { Service } from "./service.ts";

/** What a service is made of. */
export interface ServiceParts {
  readonly models: ModelRepository;
  readonly limits: Limits;
  readonly name: string;
  readonly version: string;
  readonly closing: AbortSignal | undefined;
}

/** How many pictures of the largest size may be read at the same time, of all requests. */
const picturesAtOnce = 4;

/** Makes what the three protocols share: finding models and predicting, within the limits. */
export function createService({ models, limits, name, version, closing }: ServiceParts): Service {
  const late = (action: string) => () =>
    refuse(503, `Cannot ${action}: it must be done within ${limits.predictMs} ms, received no answer`, {
      "Retry-After": "1",
    });
  // Reading the body, loading the model and predicting have a deadline each.
  const longestMs = limits.bodyMs + 2 * limits.predictMs;
  return {
    models,
    limits,
    name,
    version,
    admit: createAdmission(limits.maxInFlight, createGate(limits.maxInFlight, longestMs), closing),
    pixels: createGate(picturesAtOnce * limits.maxPixels, longestMs),
    ready: () => closing?.aborted !== true && models.ready(),
    async find(c, name, version) {
      const model = await withDeadline(models.get(name, version), limits.predictMs, late("load the model"));
      c.get("timings").mark("model");
      return model;
    },
    async predict(c, model, inputs, count) {
      try {
        const values = await withDeadline(model.predict(inputs, count), limits.predictMs, late("predict"));
        c.get("timings").mark("predict");
        return values;
      } catch (error) {
        // The inputs have been checked: what is left are finite inputs whose outputs are not.
        if (error instanceof RangeError) throw refuse(400, error.message);
        throw error;
      }
    },
  };
}
