import { createReadStream } from "node:fs";
import process from "node:process";

/** The most bytes that a picture's file may have: 64 MiB. */
export const maxInputBytes: number = 64 * 2 ** 20;

/** What names standard input among file names. */
export const standardInput = "-";

/**
 * Reads a whole file, or standard input for the name `-`, and stops at the limit.
 *
 * @param file The file's name.
 * @param input Standard input.
 * @param maxBytes The most bytes that it may have.
 * @returns Its bytes.
 * @throws {Error} "Cannot read FILE: ..." where it is missing, a folder, unreadable, or too large.
 */
export async function readInput(
  file: string,
  input: AsyncIterable<Uint8Array | string> = process.stdin,
  maxBytes: number = maxInputBytes,
): Promise<Uint8Array> {
  const stream = file === standardInput ? input : createReadStream(file);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
      length += bytes.length;
      if (length > maxBytes) break;
      chunks.push(bytes);
    }
  } catch (cause) {
    throw new Error(`Cannot read ${inputName(file)}: ${reason(cause)}`, { cause });
  }
  if (length > maxBytes) {
    throw new RangeError(
      `Cannot read ${inputName(file)}: it must have at most ${maxBytes} bytes, received more`,
    );
  }
  return Buffer.concat(chunks);
}

/**
 * What a person calls an input.
 *
 * @param file The file's name, or `-`.
 * @returns The name, or `standard input`.
 */
export function inputName(file: string): string {
  return file === standardInput ? "standard input" : file;
}

function reason(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "ENOENT") return "it must be there, received no such file";
  if (code === "EISDIR") return "it must be a file, received a folder";
  if (code === "EACCES" || code === "EPERM") return "it must be readable, received no permission";
  return cause instanceof Error ? cause.message : String(cause);
}
