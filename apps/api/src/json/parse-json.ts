import { refuse } from "../http/refuse.ts";
import type { Limits } from "../limits.ts";
import { JsonProblem, JsonReader } from "./json-reader.ts";

/**
 * Parses the body of a request: as `JSON.parse` does, but that arrays of numbers in the fields for tensors become a
 * `NumberTensor`.
 *
 * @param bytes JSON in UTF-8, with or without a byte order mark.
 * @param limits How deep and how large it may be.
 * @param tensorFields The fields that hold tensors. A body that is an array itself is taken for one, too.
 * @returns The value.
 * @throws {HTTPException} 400 for anything but JSON; NaN and infinity are named with their position.
 */
export function parseJson(bytes: Uint8Array, limits: Limits, tensorFields: ReadonlySet<string>): unknown {
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const text = isMarked ? bytes.subarray(3) : bytes;
  if (text.length === 0) throw refuse(400, "Cannot read the body: it must be JSON, received nothing");
  try {
    return new JsonReader(text, limits, tensorFields).read();
  } catch (error) {
    if (error instanceof JsonProblem) throw refuse(400, `Cannot read the body: ${error.message}`);
    throw error;
  }
}
