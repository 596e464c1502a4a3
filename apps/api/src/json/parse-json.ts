import { refuse } from "../http/refuse.ts";
import type { Limits } from "../limits.ts";
import { checkNesting } from "./check-nesting.ts";
import { findNotFinite } from "./find-not-finite.ts";

/**
 * Parses the body of a request.
 *
 * @param bytes JSON in UTF-8, with or without a byte order mark.
 * @param limits How deep and how large it may be.
 * @returns The value.
 * @throws {HTTPException} 400 for anything but JSON; NaN and infinity are named with their position.
 */
export function parseJson(bytes: Uint8Array, limits: Limits): unknown {
  if (bytes.length === 0) throw refuse(400, "Cannot read the body: it must be JSON, received nothing");
  checkNesting(bytes, limits);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw refuse(400, "Cannot read the body: it must be JSON in UTF-8, received bytes that are not UTF-8");
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    const found = findNotFinite(text);
    if (found !== null) {
      throw refuse(
        400,
        `Cannot read the body: numbers must be finite, received ${found.value} as ${found.path}`,
      );
    }
    throw refuse(400, `Cannot read the body: it must be JSON, received text that is not (${reason(cause)})`);
  }
}

/** The parser's own words; some parsers quote the text at length. */
function reason(cause: unknown): string {
  const words = cause instanceof Error ? cause.message : String(cause);
  return words.length > 120 ? `${words.slice(0, 120)}...` : words;
}
