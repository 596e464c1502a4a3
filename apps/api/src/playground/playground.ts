/** The playground's files, which the service has beside its own addresses. */
export interface Playground {
  /**
   * Answers a request for one of the files. They are the same for every service: nobody has to show a token for them, and they are
   * not counted among the service's requests.
   *
   * @param request The request.
   * @returns The answer, or `null` where the request is for the service.
   */
  answer(request: Request): Promise<Response> | null;
}

/** Anything that answers requests. */
export interface Fetcher<Env> {
  fetch(request: Request, env: Env): Response | Promise<Response>;
}

/**
 * Puts the playground in front of a service.
 *
 * @param playground Its files.
 * @param service What answers all other requests.
 */
export function withPlayground<Env>(playground: Playground, service: Fetcher<Env>): Fetcher<Env> {
  return { fetch: (request, env) => playground.answer(request) ?? service.fetch(request, env) };
}
