import type { Hono } from "hono";

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body; what is no JSON fails here. */
  readonly json: unknown;
}

/** Anything that answers requests as a Hono app does. */
// biome-ignore lint/suspicious/noExplicitAny: an app's environment and routes make no difference here
type App = Pick<Hono<any, any, any>, "request">;

/**
 * Asks an app: GET without a body, POST with one. What is no text, bytes or stream is sent as JSON.
 */
export async function ask(
  app: App,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await app.request(path, body === undefined ? { headers } : post(body, headers));
  return { status: response.status, headers: response.headers, json: await response.json() };
}

/** The settings of a POST. */
export function post(body: unknown, headers: Readonly<Record<string, string>> = {}): RequestInit {
  const isRaw = typeof body === "string" || body instanceof Uint8Array || body instanceof ReadableStream;
  const type: Record<string, string> = isRaw ? {} : { "Content-Type": "application/json" };
  return {
    method: "POST",
    headers: { ...type, ...headers },
    body: isRaw ? (body as BodyInit) : JSON.stringify(body),
    // Node wants this said for streams.
    ...(body instanceof ReadableStream ? { duplex: "half" } : {}),
  };
}
