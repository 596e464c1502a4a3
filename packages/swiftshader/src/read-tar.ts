const BLOCK = 512;

/**
 * Yields the regular files of an uncompressed tar archive.
 *
 * @param archive The archive's bytes.
 * @returns Name and contents (a view) of each file, in the archive's order.
 * @throws {RangeError} If a header promises more bytes than there are.
 *
 * @example
 * ```ts
 * import { readFile } from "node:fs/promises";
 * import { readTar } from "./read-tar.ts";
 *
 * const bytes = await readFile("driver.tar");
 * for (const { name, contents } of readTar(bytes)) console.log(name, contents.length);
 * ```
 *
 * Source: POSIX.1-1988 "ustar", the fields that the archive at hand uses.
 */
export function* readTar(archive: Uint8Array): Generator<{ name: string; contents: Uint8Array }> {
  const text = new TextDecoder("latin1");
  const field = (start: number, length: number): string =>
    text.decode(archive.subarray(start, start + length)).replace(/\0.*$/s, "");
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const name = field(at, 100);
    if (name === "") return;
    const size = Number.parseInt(field(at + 124, 12), 8) || 0;
    const start = at + BLOCK;
    if (start + size > archive.length) {
      throw new RangeError(
        `Cannot read tar archive: "${name}" needs ${size} bytes, received ${archive.length - start}`,
      );
    }
    const type = field(at + 156, 1);
    if (type === "0" || type === "") yield { name, contents: archive.subarray(start, start + size) };
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
}
