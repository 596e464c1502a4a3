import type { Room } from "./rooms.ts";

/** What a file is for, which decides the modules that it may lean on. */
export interface SourceRole {
  readonly test: boolean;
  /** True for what is published; false for tests, configuration and scripts. */
  readonly shipped: boolean;
  /** True where runtime modules such as `node:fs` may be imported. */
  readonly runtime: boolean;
}

/**
 * Reads a file's role off its path: tests end in `.test.ts` or `_test.ts`, or lie in a `testing` or `fixtures` folder; a
 * file is marked for a runtime by a `node` folder or by the names `node.ts`, `deno.ts` and `bun.ts`.
 *
 * @param room The room that the file lies in.
 * @param file The file, from the repository's root.
 */
export function sourceRole(room: Room, file: string): SourceRole {
  const path = room.dir === "" ? file : file.slice(room.dir.length + 1);
  const test = /(?:\.|_)test\.[a-z]+$/.test(path) || /(?:^|\/)(?:testing|fixtures)\//.test(path);
  const shipped = !test && path.startsWith("src/");
  const marked = /(?:^|\/)node\//.test(path) || /(?:^|\/)(?:node|deno|bun)\.ts$/.test(path);
  return {
    test,
    shipped,
    runtime: !shipped || room.runtime === "any" || (room.runtime === "marked" && marked),
  };
}
