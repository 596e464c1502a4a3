import type { RequestEntry } from "./request-entry.ts";

/** How much of one text is shown. */
const longest = 256;

/**
 * Writes a request as one line of JSON, without the line's end.
 *
 * The line is plain ASCII: what a path has of other characters, and of those that would steer a terminal, is escaped. Long
 * texts are cut.
 *
 * @param entry The request.
 *
 * @example
 * ```ts
 * import { createApp, jsonLine, type ModelRepository } from "@proj/api";
 *
 * function logged(models: ModelRepository): ReturnType<typeof createApp> {
 *   return createApp({ models, onRequest: (entry) => console.log(jsonLine(entry)) });
 * }
 * ```
 */
export function jsonLine(entry: RequestEntry): string {
  const short = (_: string, value: unknown): unknown =>
    typeof value === "string" && value.length > longest ? `${value.slice(0, longest)}...` : value;
  return JSON.stringify(entry, short).replace(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
