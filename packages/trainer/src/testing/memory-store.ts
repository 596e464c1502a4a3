import type { CheckpointStore } from "../checkpoint/checkpoint.ts";

/** A checkpoint store in memory that keeps every checkpoint it was given, oldest first. */
export function memoryStore(): CheckpointStore & { readonly written: Uint8Array<ArrayBuffer>[] } {
  const written: Uint8Array<ArrayBuffer>[] = [];
  return {
    name: "memory",
    written,
    write: (bytes) => Promise.resolve(void written.push(bytes.slice())),
    read: () => Promise.resolve(written.at(-1)?.slice() ?? null),
    remove: () => Promise.resolve(void written.splice(0)),
  };
}
