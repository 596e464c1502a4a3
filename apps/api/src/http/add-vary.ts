/**
 * Adds to the headers of an answer that it depends on a header of the request, for caches.
 *
 * @param headers The headers so far, if there are any.
 * @param name The request's header.
 */
export function addVary(
  headers: Readonly<Record<string, string>> | undefined,
  name: string,
): Readonly<Record<string, string>> {
  const vary = headers?.["Vary"];
  return { ...headers, Vary: vary === undefined ? name : `${vary}, ${name}` };
}
