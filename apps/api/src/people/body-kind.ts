import type { HonoRequest } from "hono";
import { mayBeJson, mediaType } from "../http/media-type.ts";
import { refuse } from "../http/refuse.ts";
import { describeValue } from "../json/describe-value.ts";
import { pictureFormat } from "../pictures/picture-format.ts";

/** What a person sent: a PNG or a JPEG, JSON, or one byte for each input of the model. */
export type BodyKind = "picture" | "json" | "bytes";

/**
 * Finds out what a person sent.
 *
 * A picture is known by its first bytes: `curl --data-binary @four.png` calls it a form. Else the type decides, and where that
 * says nothing (none, a form, plain text), a body that starts and ends like JSON is JSON, and the rest is bytes.
 *
 * @param request The request, for its type.
 * @param bytes The body.
 * @param size The number of the model's inputs, D.
 * @returns The kind; bytes are as many as the model wants.
 * @throws {HTTPException} 415 for another kind of picture, or another type; 400 for another number of bytes.
 */
export function bodyKind(request: HonoRequest, bytes: Uint8Array, size: number): BodyKind {
  const type = mediaType(request);
  const format = pictureFormat(bytes);
  if (format === "PNG" || (format === "JPEG" && (bytes.length !== size || endsAsJpeg(bytes))))
    return "picture";
  const isVague = !isJson(type) && mayBeJson(type);
  if (isJson(type) || (isVague && looksLikeJson(bytes))) return "json";
  const isBytes = isVague || type === "application/octet-stream";
  if (isBytes && bytes.length === size) return "bytes";
  if (type.startsWith("image/") || (isBytes && format !== null)) {
    const received = bytes.length === 0 ? "nothing" : (format ?? `${bytes.length} bytes that are none`);
    throw refuse(415, `Cannot read the picture: it must be a PNG or a JPEG, received ${received}`);
  }
  const wanted = `it must be a PNG, a JPEG, ${size} bytes, or JSON such as {"pixels": [...]}`;
  if (!isBytes)
    throw refuse(415, `Cannot read the body: ${wanted}, received the type ${describeValue(type)}`);
  throw refuse(400, `Cannot read the body: ${wanted}, received ${bytes.length} bytes of something else`);
}

/** The three bytes that begin a JPEG may begin pixels too: as many as the model wants are a JPEG only if they end as one. */
function endsAsJpeg(bytes: Uint8Array): boolean {
  return bytes.at(-2) === 0xff && bytes.at(-1) === 0xd9;
}

function isJson(type: string): boolean {
  return mayBeJson(type) && type.endsWith("json");
}

/** Whether the first letter, blanks left out, opens an object or an array, and the last one closes it. */
function looksLikeJson(bytes: Uint8Array): boolean {
  let start = 0;
  while (isBlank(bytes[start])) start++;
  let end = bytes.length - 1;
  while (end > start && isBlank(bytes[end])) end--;
  const [first, last] = [bytes[start], bytes[end]];
  return (first === 0x7b && last === 0x7d) || (first === 0x5b && last === 0x5d);
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}
