import { refuse } from "../http/refuse.ts";
import type { Limits } from "../limits.ts";

const quote = 0x22;
const backslash = 0x5c;
const opening = 0x7b;
const closing = 0x7d;

/**
 * Checks how deep a JSON text nests and how many arrays and objects it has, before anything is built of it.
 *
 * Some parsers recurse once a level, and an empty array takes ten times its text in memory.
 *
 * @param bytes The text, in UTF-8; it need not be JSON.
 * @param limits `maxDepth` and `maxContainers`.
 * @throws {HTTPException} 400 where either limit is passed.
 */
export function checkNesting(bytes: Uint8Array, { maxDepth, maxContainers }: Limits): void {
  let depth = 0;
  let containers = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === quote) {
      index = stringEnd(bytes, index);
      continue;
    }
    if (byte < 0x5b) continue;
    // Setting this bit makes a brace of a bracket, and nothing else in JSON becomes one.
    const brace = byte | 0x20;
    if (brace === opening) {
      depth++;
      containers++;
      if (depth > maxDepth) {
        throw refuse(
          400,
          `Cannot read the body: it must nest at most ${maxDepth} levels deep, received more`,
        );
      }
      if (containers > maxContainers) {
        throw refuse(
          400,
          `Cannot read the body: it must have at most ${maxContainers} arrays and objects, received more`,
        );
      }
    } else if (brace === closing) depth--;
  }
}

/** The place of the quote that ends a string. */
function stringEnd(bytes: Uint8Array, start: number): number {
  let index = start + 1;
  while (index < bytes.length && bytes[index] !== quote) index += bytes[index] === backslash ? 2 : 1;
  return index;
}
