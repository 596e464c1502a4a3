import type { Manifest } from "@proj/model";
import type { Context } from "hono";
import type * as v from "valibot";
import type { ApiEnv } from "../http/api-env.ts";
import { requireJson } from "../http/media-type.ts";
import { readBody } from "../http/read-body.ts";
import { refuse } from "../http/refuse.ts";
import { checkValue } from "../json/check-value.ts";
import { describeValue } from "../json/describe-value.ts";
import { jsonObject } from "../json/json-object.ts";
import { positionsIn } from "../json/name-position.ts";
import { isArray } from "../json/number-tensor.ts";
import { parseJson } from "../json/parse-json.ts";
import { type NestedNumbers, unseen } from "../json/unseen.ts";
import { decodeBase64 } from "../pictures/decode-base64.ts";
import { readPictures } from "../pictures/read-pictures.ts";
import type { Service } from "../prediction/service.ts";
import { checkInputShape, inputSize } from "../tensors/input-shape.ts";
import { nestedShape } from "../tensors/nested-shape.ts";
import { readNumbers } from "../tensors/read-numbers.ts";
import { bodyKind } from "./body-kind.ts";

const tensorFields: ReadonlySet<string> = new Set(["pixels", "inputs"]);

/** The forms of an input in JSON. Null stands for nothing. */
export const pictureSchema = jsonObject(
  {
    pixels: unseen<NestedNumbers | null>(),
    inputs: unseen<NestedNumbers | null>(),
    png: unseen<string | null>(),
    jpeg: unseen<string | null>(),
  },
  'a JSON object such as {"pixels": [...]}',
);

/** What a client sends as JSON. */
export type PictureBody = v.InferInput<typeof pictureSchema> | NestedNumbers;

/**
 * Reads the one input that a person sent: a PNG or a JPEG of any size, as many bytes as the model has inputs, or JSON
 * with `pixels` (whole numbers from 0 to 255), `inputs` (numbers as the network takes them), `png` or `jpeg` (base64). A bare
 * array is `pixels`.
 *
 * @param service Its limits.
 * @param c The request.
 * @param manifest The model's.
 * @returns `[D]`: bytes, which are scaled as in training, or floats, which are taken as they are.
 * @throws {HTTPException} 400 for a body that does not fit the model, 413 for a large one, 415 for one of another kind.
 */
export async function readPictureBody(
  service: Service,
  c: Context<ApiEnv>,
  manifest: Manifest,
): Promise<Uint8Array | Float32Array> {
  const timings = c.get("timings");
  const bytes = await readBody(c, service.limits);
  timings.mark("read");
  const input = await readInput(service, c, manifest, bytes);
  timings.mark("inputs");
  return input;
}

function readInput(
  service: Service,
  c: Context<ApiEnv>,
  manifest: Manifest,
  bytes: Uint8Array,
): Promise<Uint8Array> | Uint8Array | Float32Array {
  switch (bodyKind(c.req, bytes, inputSize(manifest))) {
    case "picture":
      return readPictures(service, manifest, [{ bytes, name: "the picture" }]);
    case "bytes":
      return bytes;
    case "json":
      requireJson(c.req);
      return readJsonInput(service, manifest, parseJson(bytes, service.limits, tensorFields));
  }
}

function readJsonInput(
  service: Service,
  manifest: Manifest,
  value: unknown,
): Promise<Uint8Array> | Uint8Array | Float32Array {
  const body = isArray(value) ? { pixels: value } : checkValue(pictureSchema, value);
  const given = Object.entries(body).filter(([, each]) => each !== undefined && each !== null);
  const [first, second] = given;
  if (first === undefined || second !== undefined) {
    const received = first === undefined ? "none of them" : given.map(([key]) => key).join(" and ");
    throw refuse(
      400,
      `Cannot use the body: it must have one of pixels, inputs, png and jpeg, received ${received}`,
    );
  }
  const [field, numbers] = first;
  if (field === "png" || field === "jpeg") {
    return readPictures(service, manifest, [{ bytes: decodeBase64(numbers, field), name: "the picture" }]);
  }
  if (!isArray(numbers)) {
    throw refuse(
      400,
      `Cannot use the body: ${field} must be an array of numbers, received ${describeValue(numbers)}`,
    );
  }
  const shape = nestedShape(numbers);
  checkInputShape(shape, manifest, field, []);
  return readNumbers(numbers, shape, field === "pixels", positionsIn(field));
}
