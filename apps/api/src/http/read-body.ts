import type { Context, HonoRequest } from "hono";
import { HTTPException } from "hono/http-exception";
import { describeValue } from "../json/describe-value.ts";
import type { Limits } from "../limits.ts";
import type { ApiEnv } from "./api-env.ts";
import { withDeadline } from "./deadline.ts";
import { refuse } from "./refuse.ts";

/** Encodings that are undone, and what `DecompressionStream` calls them; no plain object, which has a `constructor` too. */
const encodings: ReadonlyMap<string, CompressionFormat> = new Map([
  ["gzip", "gzip"],
  ["x-gzip", "gzip"],
  ["deflate", "deflate"],
]);

/**
 * Reads the body of a request, within its limits of size and time.
 *
 * @param c The request. Its record notes how long the body was.
 * @param limits `maxBodyBytes` holds for the bytes as sent and as decompressed.
 * @returns The body, with `Content-Encoding` undone.
 * @throws {HTTPException} 400 for a body that is cut off or badly compressed, 408 for one that comes too slowly, 413 for a
 * large one, 415 for an unknown encoding.
 */
export async function readBody(c: Context<ApiEnv>, limits: Limits): Promise<Uint8Array> {
  const request = c.req;
  const { maxBodyBytes, bodyMs } = limits;
  const encoding = request.header("Content-Encoding")?.trim().toLowerCase() ?? "identity";
  const format = encodings.get(encoding);
  if (format === undefined && encoding !== "identity" && encoding !== "") {
    throw refuse(
      415,
      `Cannot read the body: Content-Encoding must be gzip, deflate or identity, received ${describeValue(encoding)}`,
      { "Accept-Encoding": "gzip, deflate, identity" },
    );
  }
  const declared = request.header("Content-Length");
  if (declared !== undefined && Number(declared) > maxBodyBytes)
    throw tooLarge(maxBodyBytes, `${declared} bytes`);
  const late = () =>
    refuse(408, `Cannot read the body: it must arrive whole within ${bodyMs} ms, received a part`, {
      Connection: "close",
    });
  // The server holds a body to its declared length, so it may be taken in one piece, which is faster by far.
  const whole = format === undefined && declared !== undefined;
  let body: Uint8Array;
  try {
    body = await ((whole && c.env?.readBody?.(bodyMs, late)) ||
      withDeadline(whole ? request.bytes() : readStream(request, format, maxBodyBytes), bodyMs, late));
  } catch (cause) {
    throw cause instanceof HTTPException ? cause : cutOff(cause);
  }
  if (body.length > maxBodyBytes) throw tooLarge(maxBodyBytes, "more");
  c.get("record").bodyBytes = body.length;
  return body;
}

async function readStream(
  request: HonoRequest,
  format: CompressionFormat | undefined,
  maxBytes: number,
): Promise<Uint8Array> {
  // What was sent is counted too: a stream that inflates to nothing must not go on for ever.
  let body = request.raw.body?.pipeThrough(limiter(maxBytes));
  if (format !== undefined) {
    body = body?.pipeThrough(new DecompressionStream(format)).pipeThrough(limiter(maxBytes));
  }
  try {
    return new Uint8Array(await new Response(body ?? null).arrayBuffer());
  } catch (cause) {
    if (format === undefined || cause instanceof HTTPException) throw cause;
    throw refuse(
      400,
      `Cannot read the body: it must be compressed with ${format}, received bytes that are not`,
    );
  }
}

function limiter(maxBytes: number): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let received = 0;
  return new TransformStream({
    transform(chunk, controller) {
      received += chunk.length;
      if (received > maxBytes) throw tooLarge(maxBytes, "more");
      controller.enqueue(chunk);
    },
  });
}

function tooLarge(maxBytes: number, received: string): HTTPException {
  return refuse(413, `Cannot read the body: it must have at most ${maxBytes} bytes, received ${received}`);
}

function cutOff(cause: unknown): HTTPException {
  const error = refuse(400, "Cannot read the body: it must be sent to its end, received a part");
  error.cause = cause;
  return error;
}
