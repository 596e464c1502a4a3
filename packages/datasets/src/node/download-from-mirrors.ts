import { setTimeout as pause } from "node:timers/promises";
import { FetchFailure, type FetchFileOptions, fetchFile } from "./fetch-file.ts";

/** Choices of {@linkcode downloadFromMirrors}. */
export interface DownloadOptions<T> extends FetchFileOptions {
  /** Addresses of the same file, tried in turn. */
  readonly addresses: readonly string[];
  /** Checks what came, and throws where it is not what it must be; a mirror that sends that is not asked again. */
  readonly check: (bytes: Uint8Array<ArrayBuffer>) => Promise<T>;
  /** What to do where no mirror delivers: a sentence for the error message. */
  readonly remedy: string;
  /** The pause before the second try of a mirror, in milliseconds; four times as long before the third. */
  readonly retryDelayMs: number;
}

/** A file as it came, and what the check made of it. */
export interface Download<T> {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly checked: T;
}

const triesPerMirror = 3;

/**
 * Downloads a file from the first mirror that delivers it whole: a mirror that fails in a way that may pass (a server's
 * error, a lost connection) is tried three times; one that lacks the file, hangs or sends something else, once.
 *
 * @param file The file's name, for messages.
 * @throws {Error} If no mirror delivers; the message has each one's reason.
 * @throws The reason of `options.signal` once that is aborted, and whatever `options.onBytes` throws.
 */
export async function downloadFromMirrors<T>(
  file: string,
  options: DownloadOptions<T>,
): Promise<Download<T>> {
  const { addresses, check, remedy } = options;
  const failures: string[] = [];
  let cause: unknown;
  for (const url of addresses) {
    const came = await fetchPatiently(url, options);
    if (came instanceof FetchFailure) {
      failures.push(`  ${url}: ${came.message}`);
      cause = came;
      continue;
    }
    try {
      return { bytes: came, checked: await check(came) };
    } catch (error) {
      failures.push(`  ${url}: ${error instanceof Error ? error.message : error}`);
      cause = error;
    }
  }
  const received = failures.length === 0 ? " no mirrors" : `\n${failures.join("\n")}`;
  throw new Error(
    `Cannot download ${file}: one of the mirrors must deliver it, received${received}\n${remedy}`,
    { cause },
  );
}

/** Downloads, tries again where that may help, and returns the failure that is left. */
async function fetchPatiently<T>(
  url: string,
  options: DownloadOptions<T>,
): Promise<Uint8Array<ArrayBuffer> | FetchFailure> {
  const { retryDelayMs, signal } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await fetchFile(url, options);
    } catch (error) {
      if (!(error instanceof FetchFailure)) throw error;
      if (!error.transient) return error;
      if (attempt === triesPerMirror) {
        return new FetchFailure(`${error.message}, ${attempt} times`, false, error);
      }
    }
    await pause(retryDelayMs * 4 ** (attempt - 1), undefined, signal && { signal }).catch(() =>
      signal?.throwIfAborted(),
    );
  }
}
