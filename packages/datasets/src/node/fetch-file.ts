import { readBody } from "../read-body.ts";

/** Choices of {@linkcode fetchFile}. */
export interface FetchFileOptions {
  /** The most bytes to take. */
  readonly maxBytes: number;
  /** How long to wait for the answer and then for each further piece of it, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onBytes?: ((bytes: number, total: number | null) => void) | undefined;
}

/** A download that failed. */
export class FetchFailure extends Error {
  override name = "FetchFailure";
  /** Whether the same address may do better soon. */
  readonly transient: boolean;

  constructor(message: string, transient: boolean, cause?: unknown) {
    super(message, { cause });
    this.transient = transient;
  }
}

/**
 * Downloads one file into memory.
 *
 * @throws {FetchFailure} If the server cannot be reached, answers with an error, stops sending, or sends too much.
 * @throws The reason of `options.signal` once that is aborted, and whatever `options.onBytes` throws.
 */
export async function fetchFile(url: string, options: FetchFileOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { maxBytes, timeoutMs, signal, onBytes } = options;
  signal?.throwIfAborted();
  const stalled = new AbortController();
  let timer = setTimeout(() => stalled.abort(), timeoutMs);
  let thrown: { readonly error: unknown } | undefined;
  try {
    const either = signal ? AbortSignal.any([signal, stalled.signal]) : stalled.signal;
    const response = await fetch(url, { signal: either });
    if (!response.ok) {
      await response.body?.cancel();
      const transient = response.status >= 500 || response.status === 429 || response.status === 408;
      throw new FetchFailure(`HTTP status ${response.status}`, transient);
    }
    return await readBody(response, {
      maxBytes,
      onBytes: (bytes, total) => {
        clearTimeout(timer);
        timer = setTimeout(() => stalled.abort(), timeoutMs);
        try {
          onBytes?.(bytes, total);
        } catch (error) {
          thrown = { error };
          throw error;
        }
      },
    });
  } catch (error) {
    if (thrown) throw thrown.error;
    signal?.throwIfAborted();
    if (error instanceof FetchFailure) throw error;
    if (stalled.signal.aborted) throw new FetchFailure(`nothing came for ${timeoutMs} ms`, false, error);
    if (error instanceof RangeError) throw new FetchFailure(error.message, false, error);
    throw new FetchFailure(`the connection failed (${reasonOf(error)})`, true, error);
  } finally {
    clearTimeout(timer);
  }
}

/** What lies at the bottom: `fetch` itself says no more than "fetch failed". */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message || error.name;
}
