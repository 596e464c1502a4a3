/** What an id from outside may be: it goes into headers and logs. */
const pattern = /^[\w=-]{1,255}$/;

/**
 * Makes the function that names requests: by the caller's own id, where it is harmless, or by a new one, which is a random
 * beginning and a count.
 *
 * `hono/request-id` sets a header on the context, which costs more than the id, and a random id for each request costs more
 * than a count.
 *
 * @returns The function; it takes the value of `X-Request-Id`, if there is one.
 */
export function createRequestIds(): (given: string | undefined) => string {
  // Made by the first request: Workers have no randomness before it.
  let beginning: string | undefined;
  let count = 0;
  return (given) => {
    if (given !== undefined && pattern.test(given)) return given;
    beginning ??= crypto.randomUUID();
    return `${beginning}-${++count}`;
  };
}
