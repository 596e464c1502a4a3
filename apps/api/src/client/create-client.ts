import { hc } from "hono/client";
import type { createApp } from "../create-app.ts";

/** The service as a type: its routes, what they take and what they answer. */
export type Api = ReturnType<typeof createApp>;

/** A client of the service: one function for each route and method, such as `client.v2.models.$get()`. */
export type Client = ReturnType<typeof hc<Api>>;

/** How a client asks. */
export interface ClientOptions {
  /** The bearer token, where the service wants one. It goes to the given address and to no other. */
  readonly token?: string | undefined;
  /** Milliseconds until an answer must have arrived. Left out, there is no limit. */
  readonly timeoutMs?: number | undefined;
  /** What asks instead of the runtime's own `fetch`. */
  readonly fetch?: typeof fetch | undefined;
}

/**
 * Makes a typed client of a running service.
 *
 * Every function resolves with the response whatever its status is: `response.ok` tells an answer from `{ error: "..." }`, for
 * the compiler as well. It rejects where no response comes. Parameters of a path must be encoded where they are not plain names.
 *
 * @param url Where the service is: `http://localhost:8080`, with a path where it is served under one.
 * @param options The token, the time limit and the `fetch`.
 * @returns The client.
 * @throws {TypeError} For a URL that is none of the web.
 *
 * @example
 * ```ts
 * import { createClient } from "@proj/api/client";
 *
 * const client = createClient("https://models.example.com", { timeoutMs: 10_000 });
 * const response = await client.v1.models[":target"].$post({
 *   param: { target: "odd-digits:predict" },
 *   json: { signature_name: "serving_bytes", instances: [Array.from({ length: 784 }, () => 0)] },
 * });
 * const answer = await response.json();
 * if ("predictions" in answer) answer.predictions[0]?.[9];
 * ```
 */
export function createClient(url: string | URL, options: ClientOptions = {}): Client {
  const { token, timeoutMs, fetch: ask = fetch } = options;
  const base = URL.canParse(url) ? new URL(url) : null;
  if (base === null || !/^https?:$/.test(base.protocol)) {
    throw new TypeError(
      `Cannot make a client: the URL must start with http:// or https://, received ${JSON.stringify(String(url))}`,
    );
  }
  const timed: typeof fetch = (input, init) => {
    if (timeoutMs === undefined) return ask(input, init);
    const late = AbortSignal.timeout(timeoutMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, late]) : late;
    return ask(input, { ...init, signal });
  };
  return hc<Api>(base.href, {
    fetch: timed,
    headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
  });
}
