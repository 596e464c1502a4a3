import type { Manifest } from "@proj/model";
import type { Context } from "hono";
import * as z from "zod/mini";
import type { ApiEnv } from "../http/api-env.ts";
import { mayBeJson, mediaType, requireJson } from "../http/media-type.ts";
import { readBody } from "../http/read-body.ts";
import { refuse } from "../http/refuse.ts";
import { checkValue } from "../json/check-value.ts";
import { describeValue } from "../json/describe-value.ts";
import { positionsIn } from "../json/name-position.ts";
import { parseJson } from "../json/parse-json.ts";
import { decodeBase64 } from "../pictures/decode-base64.ts";
import { pictureFormat } from "../pictures/picture-format.ts";
import { readPictures } from "../pictures/read-pictures.ts";
import type { Service } from "../prediction/service.ts";
import { checkInputShape, inputSize } from "../tensors/input-shape.ts";
import { nestedShape } from "../tensors/nested-shape.ts";
import { readNumbers } from "../tensors/read-numbers.ts";

const bodySchema = z.object(
  {
    pixels: z.nullish(z.unknown()),
    inputs: z.nullish(z.unknown()),
    png: z.nullish(z.string("a PNG picture in base64")),
  },
  'a JSON object such as {"pixels": [...]}',
);

/**
 * Reads the one input that a person sent: a PNG of any size, as many bytes as the model has inputs, or JSON.
 *
 * A picture is known by its first bytes: `curl --data-binary @four.png` says that it sends a form. The type decides only
 * between raw bytes and JSON, and where it says neither, a body that starts like JSON is JSON.
 *
 * @param service Its limits.
 * @param c The request.
 * @param manifest The model's.
 * @returns `[D]`: bytes, which are scaled as in training, or floats, which are taken as they are.
 * @throws {HTTPException} 400 for a body that does not fit the model, 415 for one of another kind.
 */
export async function readPictureBody(
  service: Service,
  c: Context<ApiEnv>,
  manifest: Manifest,
): Promise<Uint8Array | Float32Array> {
  const timings = c.get("timings");
  const bytes = await timings.time("read", () => readBody(c.req, service.limits));
  return timings.time("inputs", () => readInput(service, c, manifest, bytes));
}

function readInput(
  service: Service,
  c: Context<ApiEnv>,
  manifest: Manifest,
  bytes: Uint8Array,
): Promise<Uint8Array> | Uint8Array | Float32Array | Promise<Uint8Array | Float32Array> {
  const size = inputSize(manifest);
  const type = mediaType(c.req);
  const format = pictureFormat(bytes);
  if (format === "PNG") return readPictures(service, manifest, [{ bytes, name: "the picture" }]);
  if (type.startsWith("image/") || (format !== null && bytes.length !== size && !looksLikeJson(bytes))) {
    const received = bytes.length === 0 ? "nothing" : (format ?? describeValue(type));
    throw refuse(415, `Cannot read the picture: it must be a PNG, received ${received}`);
  }
  const isJson =
    type === "application/json" || type.endsWith("+json") || (mayBeJson(type) && looksLikeJson(bytes));
  if (isJson) {
    requireJson(c.req);
    return readJson(service, manifest, parseJson(bytes, service.limits));
  }
  if (bytes.length === size) return bytes;
  const forms = `a PNG, ${size} bytes or JSON such as {"pixels": [...]}`;
  const received = bytes.length === 0 ? "nothing" : `${bytes.length} bytes of something else`;
  throw refuse(
    mayBeJson(type) || type === "application/octet-stream" ? 400 : 415,
    `Cannot read the body: it must be ${forms}, received ${received}`,
  );
}

function readJson(
  service: Service,
  manifest: Manifest,
  value: unknown,
): Uint8Array | Float32Array | Promise<Uint8Array> {
  const body = Array.isArray(value) ? { pixels: value } : checkValue(bodySchema, value);
  const given = (["pixels", "inputs", "png"] as const).filter((key) => (body[key] ?? null) !== null);
  const [field] = given;
  if (field === undefined || given.length > 1) {
    const received = given.length > 1 ? given.join(" and ") : "none of them";
    throw refuse(
      400,
      `Cannot use the body: it must have one of pixels, inputs and png, received ${received}`,
    );
  }
  if (field === "png") {
    return readPictures(service, manifest, [{ bytes: decodeBase64(body.png, "png"), name: "the picture" }]);
  }
  const shape = nestedShape(body[field]);
  if (shape.length === 0) {
    throw refuse(
      400,
      `Cannot use the body: ${field} must be an array of numbers, received ${describeValue(body[field])}`,
    );
  }
  checkInputShape(shape, manifest, field);
  const size = inputSize(manifest);
  const input = field === "pixels" ? new Uint8Array(size) : new Float32Array(size);
  readNumbers(body[field], shape, input, 0, positionsIn(field));
  return input;
}

/** Whether the first letter, blanks left out, opens an object or an array, and the last one closes it. */
function looksLikeJson(bytes: Uint8Array): boolean {
  const isBlank = (byte: number | undefined) =>
    byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
  let start = 0;
  while (isBlank(bytes[start])) start++;
  let end = bytes.length - 1;
  while (end > start && isBlank(bytes[end])) end--;
  return (bytes[start] === 0x7b && bytes[end] === 0x7d) || (bytes[start] === 0x5b && bytes[end] === 0x5d);
}
