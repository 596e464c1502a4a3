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
      const model = models.get(name, version);
      return model instanceof Promise ? load(c, model) : noteModel(c, model);
    },
    predict(c, model, inputs, count) {
      try {
        const values = model.predict(inputs, count);
        return values instanceof Promise ? wait(c, values, count) : notePrediction(c, values, count);
      } catch (error) {
        throw overflow(error);
      }
    },
  };

  async function load(c: Context<ApiEnv>, loading: Promise<ServedModel>): Promise<ServedModel> {
    try {
      const model = await withDeadline(loading, limits.predictMs, late(c, "load the model"));
      // A model that is there is found in no time, which a look at the clock would add to.
      c.get("timings").mark("model");
      return noteModel(c, model);
    } catch (error) {
      if (error instanceof ModelUnavailableError) {
        const record = c.get("record");
        record.model = error.modelName;
        record.version = error.version;
      }
      throw error;
    }
  }

  async function wait(
    c: Context<ApiEnv>,
    values: Promise<Float32Array>,
    count: number,
  ): Promise<Float32Array> {
    try {
      return notePrediction(c, await withDeadline(values, limits.predictMs, late(c, "predict")), count);
    } catch (error) {
      throw overflow(error);
    }
  }
}

function noteModel(c: Context<ApiEnv>, model: ServedModel): ServedModel {
  const record = c.get("record");
  record.model = model.name;
  record.version = model.version;
  return model;
}

function notePrediction(c: Context<ApiEnv>, values: Float32Array, count: number): Float32Array {
  c.get("record").inputs = count;
  c.get("timings").mark("predict");
  return values;
}

/** The inputs have been checked: what is left are finite inputs whose outputs are not. */
function overflow(error: unknown): unknown {
  return error instanceof RangeError ? refuse(400, error.message) : error;
}
