import { createPredictor } from "@proj/model";
import { imageSize, modelName, shortFloats, type TrainedDigits } from "../serve/trained-digits.ts";
import { type ChangingModel, changingName, changingSize } from "./changing-model.ts";

/** A request that is in order, and what its answer must be. */
export interface GoodRequest {
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
  /** Says what is wrong with an answer of 200; `null` where nothing is. */
  check(answer: unknown): string | null;
}

/** Images of the larger requests. */
const batch = 32;

/**
 * Requests in each protocol, of one image and of several, and of a model that changes meanwhile.
 *
 * @param digits The model that stays, and images.
 * @param changing The model that changes.
 * @returns The requests, to be sent in turn.
 */
export async function goodRequests(digits: TrainedDigits, changing: ChangingModel): Promise<GoodRequest[]> {
  const predictor = await createPredictor(digits.artifact);
  const requests: GoodRequest[] = [];
  for (let index = 0; index < 10; index++) {
    const image = digits.images.slice(index * imageSize, (index + 1) * imageSize);
    const expected = [...(await predictor.predict(image, 1))];
    const pixels = Array.from(image);
    requests.push(
      json(
        `/v1/models/${modelName}:predict`,
        { signature_name: "serving_bytes", instances: [pixels] },
        (answer) => compare(at(answer, "predictions", 0), expected),
      ),
      json(
        `/v2/models/${modelName}/infer`,
        { inputs: [{ name: "inputs", shape: [1, imageSize], datatype: "FP32", data: shortFloats(image) }] },
        (answer) => compare(at(answer, "outputs", 0, "data"), expected),
      ),
      {
        path: `/predict?model=${modelName}`,
        type: "application/octet-stream",
        body: Buffer.from(image),
        check: (answer) => compare(valuesOf(at(answer, "classes")), expected),
      },
      json(
        `/v2/models/${changingName}/infer`,
        { inputs: [{ name: "inputs", shape: [1, changingSize], datatype: "FP32", data: [1, 2, 3, 4] }] },
        (answer) => checkVersion(answer, changing),
      ),
    );
  }
  const many = digits.images.slice(0, batch * imageSize);
  const expected = [...(await predictor.predict(many, batch))];
  const instances = Array.from({ length: batch }, (_, index) =>
    Array.from(many.subarray(index * imageSize, (index + 1) * imageSize)),
  );
  requests.push(
    json(`/v1/models/${modelName}:predict`, { signature_name: "serving_bytes", instances }, (answer) => {
      const rows = at(answer, "predictions");
      return compare(Array.isArray(rows) ? rows.flat() : rows, expected);
    }),
  );
  predictor.dispose();
  return requests;
}

function json(path: string, body: object, check: GoodRequest["check"]): GoodRequest {
  return { path, type: "application/json", body: Buffer.from(JSON.stringify(body)), check };
}

/** Whichever version answered, it is a good one and the outputs are its own. */
function checkVersion(answer: unknown, changing: ChangingModel): string | null {
  const version = Number(at(answer, "model_version"));
  if (!(version >= 1 && version <= changing.versions()) || changing.isBroken(version)) {
    return `version ${version} answered`;
  }
  return compare(at(answer, "outputs", 0, "data"), [version, version]);
}

function compare(received: unknown, expected: readonly number[]): string | null {
  if (!Array.isArray(received) || received.length !== expected.length) return "another number of values";
  const wrong = expected.findIndex((value, index) => !(Math.abs(Number(received[index]) - value) < 1e-5));
  return wrong === -1 ? null : `value ${wrong} is ${received[wrong]} instead of ${expected[wrong]}`;
}

function valuesOf(classes: unknown): unknown {
  return Array.isArray(classes) ? classes.map((each) => at(each, "value")) : classes;
}

function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}
