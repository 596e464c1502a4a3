import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/**
 * Makes the error that ends a request with a status other than 200.
 *
 * @param status The status.
 * @param message What was wanted and what was found, for the caller to read.
 * @param headers Headers of the answer, such as `Retry-After`.
 * @returns The error, to be thrown.
 */
export function refuse(
  status: ContentfulStatusCode,
  message: string,
  headers?: Readonly<Record<string, string>>,
): HTTPException {
  // The app writes the body; the response carries the headers to it.
  const carrier = headers === undefined ? {} : { res: new Response(null, { status, headers }) };
  return new HTTPException(status, { message, ...carrier });
}
