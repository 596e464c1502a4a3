/** What an id from outside may be: it goes into headers and logs. */
const pattern = /^[\w=-]{1,255}$/;

/**
 * The id of a request: the caller's own, where it is harmless, or a new one.
 *
 * `hono/request-id` does the same, and sets a header on the context, which costs more than the id.
 *
 * @param given The value of `X-Request-Id`, if there is one.
 */
export function requestId(given: string | undefined): string {
  return given !== undefined && pattern.test(given) ? given : crypto.randomUUID();
}
