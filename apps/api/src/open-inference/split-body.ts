import { refuse } from "../http/refuse.ts";
import { describeValue } from "../json/describe-value.ts";

/** The header that says where the JSON of a body ends and the binary tensors begin. */
export const headerLengthName = "Inference-Header-Content-Length";

/** A body of the binary tensor extension, taken apart. */
export interface SplitBody {
  readonly json: Uint8Array;
  /** The tensors' bytes, in the order of the JSON's tensors; `null` where the body is JSON alone. */
  readonly binary: Uint8Array | null;
}

/**
 * Takes a body apart.
 *
 * Source: Triton Inference Server, "Binary Tensor Data Extension".
 *
 * @param body The whole body.
 * @param header The value of `Inference-Header-Content-Length`, if there is one.
 * @returns Both parts, which share the body's memory.
 * @throws {HTTPException} 400 for a header that is no length within the body.
 */
export function splitBody(body: Uint8Array, header: string | undefined): SplitBody {
  if (header === undefined) return { json: body, binary: null };
  const length = /^\d{1,10}$/.test(header) ? Number(header) : Number.NaN;
  if (!(length <= body.length)) {
    throw refuse(
      400,
      `Cannot read the body: ${headerLengthName} must be a whole number up to the body's ${body.length} bytes, ` +
        `received ${describeValue(header)}`,
    );
  }
  return { json: body.subarray(0, length), binary: body.subarray(length) };
}
