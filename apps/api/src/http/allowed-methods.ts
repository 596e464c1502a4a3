import type { Router } from "hono/router";

/** The methods that the service's routes have. */
const methods: readonly string[] = ["GET", "POST"];

/**
 * The methods that an address can be asked with.
 *
 * `hono/method-not-allowed` does the same with a second router, which would make up a twentieth of the Worker.
 *
 * @param router The app's.
 * @param path The address.
 * @returns The methods; none where there is no such address.
 */
export function allowedMethods(router: Router<unknown>, path: string): string[] {
  const count = (method: string): number => router.match(method, path)[0].length;
  // What every method has is middleware.
  const shared = count("TRACE");
  const found = methods.filter((method) => count(method) > shared);
  return found.includes("GET") ? [...found, "HEAD"] : found;
}
