import { readBody } from "./read-body.ts";

/** The two files that come with this package. */
export type BundledFile = keyof typeof urls;

// Bundlers find a file by exactly this form, `new URL("...", import.meta.url)` with the path written out. It is as far
// from `src` to `data` as from `dist` to `data`.
const urls = {
  images: (): URL => new URL("../data/digits-images-idx3-ubyte.gz", import.meta.url),
  labels: (): URL => new URL("../data/digits-labels-idx1-ubyte.gz", import.meta.url),
};

/** The part of Node's, Deno's and Bun's `node:fs/promises` that is used here. */
interface FileReader {
  readonly readFile: (
    url: URL,
    options: { signal?: AbortSignal | undefined },
  ) => Promise<Uint8Array<ArrayBuffer>>;
}

/** Choices of {@linkcode readBundledFile}. */
export interface ReadBundledFileOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with the number of bytes so far and of all, `null` where that is not known. */
  readonly onBytes?: ((bytes: number, total: number | null) => void) | undefined;
}

const maxBytes = 2 ** 24;

/**
 * Reads a file that comes with this package: from the disk where the package lies on one, else over HTTP.
 *
 * @param file Which one.
 * @param options A signal that stops it, and whom to tell how far it is.
 * @returns The file as it is, or already uncompressed by a server that calls `.gz` an encoding.
 * @throws {Error} If the file is missing or cannot be had.
 */
export async function readBundledFile(
  file: BundledFile,
  options: ReadBundledFileOptions = {},
): Promise<Uint8Array> {
  const url = urls[file]();
  const { signal, onBytes } = options;
  try {
    const reader = url.protocol === "file:" ? fileReader() : undefined;
    if (reader) {
      const bytes = await reader.readFile(url, { signal });
      onBytes?.(bytes.length, bytes.length);
      return bytes;
    }
    const response = await fetch(url, { signal: signal ?? null });
    if (!response.ok) throw new Error(`HTTP status ${response.status}`);
    return await readBody(response, { maxBytes, onBytes });
  } catch (error) {
    signal?.throwIfAborted();
    throw new Error(
      `Cannot load the bundled digits: ${url} must be readable, received "${error instanceof Error ? error.message : error}"; install the package again, or serve its data folder`,
      { cause: error },
    );
  }
}

/** The runtime's own file reader, looked up and not imported: a bundler for browsers would stumble over the import. */
function fileReader(): FileReader | undefined {
  const scope: { process?: { getBuiltinModule?: (name: string) => unknown } } = globalThis;
  const found = scope.process?.getBuiltinModule?.("node:fs/promises");
  return found as FileReader | undefined;
}
