import type { ArtifactReader } from "./artifact.ts";
import { ArtifactError } from "./artifact-error.ts";

/** How `urlReader` asks for files. */
export interface UrlReaderOptions {
  /** What sends the requests: the platform's `fetch` when left out. On Workers, `(request) => env.ASSETS.fetch(request)`. */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Sent with every request, for authorization say. */
  readonly headers?: Record<string, string>;
  /** Stops the requests: `AbortSignal.timeout(30_000)` bounds the wait. */
  readonly signal?: AbortSignal;
}

/**
 * A reader of the artifact whose files lie under one URL.
 *
 * No more is downloaded of a file than its limit.
 *
 * @param baseUrl The folder's URL, absolute, with or without a slash at the end; a query is kept for every file.
 * @param options How to ask.
 * @returns The reader for `readArtifact`. It throws an `ArtifactError` with the code `missing-file` (status 404 or
 * 410), `unreadable` (another status, or no answer) or `too-large`; and the signal's reason once that is aborted.
 * @throws {TypeError} For a URL that is not absolute.
 *
 * @example
 * ```ts
 * import { readArtifact, urlReader } from "@proj/model";
 *
 * const signal = AbortSignal.timeout(30_000);
 * const artifact = await readArtifact(urlReader("https://example.com/models/odd-digits/", { signal }));
 * ```
 */
export function urlReader(baseUrl: string | URL, options: UrlReaderOptions = {}): ArtifactReader {
  if (!URL.canParse(baseUrl)) {
    throw new TypeError(
      `Cannot read an artifact by URL: the URL must be absolute, received ${JSON.stringify(String(baseUrl))}`,
    );
  }
  const base = new URL(baseUrl);
  if (!base.pathname.endsWith("/")) base.pathname += "/";
  const send = options.fetch ?? ((request: Request) => fetch(request));
  const read = async (fileName: string, maxBytes: number): Promise<Uint8Array> => {
    const url = new URL(base);
    url.pathname += encodeURIComponent(fileName);
    const place = url.origin + url.pathname;
    const request = new Request(url, { headers: options.headers ?? {}, signal: options.signal ?? null });
    try {
      return await readBody(await send(request), fileName, place, maxBytes);
    } catch (cause) {
      if (cause instanceof ArtifactError) throw cause;
      options.signal?.throwIfAborted();
      throw new ArtifactError(
        "unreadable",
        fileName,
        `Cannot read ${place}: the server must answer, received ${String(cause)}`,
        { cause },
      );
    }
  };
  return Object.assign(read, { source: base.origin + base.pathname });
}

async function readBody(
  response: Response,
  fileName: string,
  place: string,
  maxBytes: number,
): Promise<Uint8Array> {
  if (response.status !== 200) {
    await response.body?.cancel();
    const code = response.status === 404 || response.status === 410 ? "missing-file" : "unreadable";
    throw new ArtifactError(
      code,
      fileName,
      `Cannot read ${place}: the status must be 200, received ${response.status}`,
    );
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  // A reader by hand: Safari's streams have no async iterator.
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    length += part.value.byteLength;
    if (length > maxBytes) {
      await reader?.cancel();
      throw new ArtifactError(
        "too-large",
        fileName,
        `Cannot read ${place}: it must have at most ${maxBytes} bytes, received more`,
      );
    }
    chunks.push(part.value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
