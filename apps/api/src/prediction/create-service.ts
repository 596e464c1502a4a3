import type { Context } from "hono";
import type { RateCheck } from "../access/rate-check.ts";
import type { ApiEnv } from "../http/api-env.ts";
import { withDeadline } from "../http/deadline.ts";
import { refuse } from "../http/refuse.ts";
import type { Limits } from "../limits.ts";
import type { ModelRepository, ServedModel } from "../models/model-repository.ts";
import { ModelUnavailableError } from "../models/model-unavailable-error.ts";
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
  /** Refuses a caller who asks too often. */
  readonly checkRate: RateCheck | undefined;
}

/** How many pictures of the largest size may be read at the same time, of all requests. */
const picturesAtOnce = 4;

/** Makes what the three protocols share: finding models and predicting, within the limits. */
export function createService(parts: ServiceParts): Service {
  const { models, limits, name, version, closing, checkRate } = parts;
  const late = (c: Context<ApiEnv>, action: string) => () => {
    c.get("record").reason = "late";
    return refuse(
      503,
      `Cannot ${action}: it must be done within ${limits.predictMs} ms, received no answer`,
      {
        "Retry-After": "1",
      },
    );
  };
  // Reading the body, loading the model and predicting have a deadline each.
  const longestMs = limits.bodyMs + 2 * limits.predictMs;
  const gate = createGate(limits.maxInFlight, longestMs);
  return {
    models,
    limits,
    name,
    version,
    admit: createAdmission(limits.maxInFlight, gate, closing, checkRate),
    inFlight: gate.taken,
    pixels: createGate(picturesAtOnce * limits.maxPixels, longestMs),
    ready: () => closing?.aborted !== true && models.ready(),
    find(c, name, version) {
      const record = c.get("record");
      const note = (model: ServedModel): ServedModel => {
        record.model = model.name;
        record.version = model.version;
        return model;
      };
      const found = models.get(name, version);
      if (!(found instanceof Promise)) return note(found);
      return withDeadline(found, limits.predictMs, late(c, "load the model")).then(
        (model) => {
          // A model that is there is found in no time, which a look at the clock would add to.
          c.get("timings").mark("model");
          return note(model);
        },
        (error) => {
          if (error instanceof ModelUnavailableError) {
            record.model = error.modelName;
            record.version = error.version;
          }
          throw error;
        },
      );
    },
    predict(c, model, inputs, count) {
      const note = (values: Float32Array): Float32Array => {
        c.get("timings").mark("predict");
        c.get("record").inputs = count;
        return values;
      };
      // The inputs have been checked: what is left are finite inputs whose outputs are not.
      const fail = (error: unknown): never => {
        throw error instanceof RangeError ? refuse(400, error.message) : error;
      };
      try {
        const values = model.predict(inputs, count);
        if (!(values instanceof Promise)) return note(values);
        return withDeadline(values, limits.predictMs, late(c, "predict")).then(note, fail);
      } catch (error) {
        return fail(error);
      }
    },
  };
}
