/** Every text is decoded whole, so one decoder does for all of them; to make one takes longer than to use it. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Bytes of a text that is short. */
const shortText = 32;

/**
 * Decodes a text of a JSON body.
 *
 * @param bytes The body.
 * @param start Where the text begins.
 * @param end Where it ends, exclusive.
 * @param isAscii Whether it is known to be ASCII: a few letters, as keys have, are put together here faster than by the
 * platform's decoder.
 * @returns The text.
 * @throws {TypeError} For bytes that are not UTF-8.
 */
export function decodeText(bytes: Uint8Array, start: number, end: number, isAscii: boolean): string {
  if (!isAscii || end - start > shortText) return decoder.decode(bytes.subarray(start, end));
  let text = "";
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}
