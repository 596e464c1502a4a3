/** The most bytes that an answer may have: 4 MiB, a hundred times what a thousand classes take. */
export const maxAnswerBytes: number = 4 * 2 ** 20;

/**
 * Reads the text of a response, and stops at the limit.
 *
 * @param response The response.
 * @param maxBytes The most bytes that it may have.
 * @returns Its text.
 * @throws {RangeError} Where it has more.
 */
export async function readResponse(
  response: Pick<Response, "body">,
  maxBytes: number = maxAnswerBytes,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) {
      throw new RangeError(`the answer must have at most ${maxBytes} bytes, received more`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
