import type { Example } from "./read-examples.ts";

/** One program of a document. */
export interface MarkdownExample extends Example {
  /** What a block of `text` right behind the program says that it prints; null where there is none. */
  readonly output: string | null;
}

/**
 * Reads the blocks of TypeScript of a document; each is a program of its own.
 *
 * @param markdown The document.
 * @param file Its path from the repository's root.
 * @returns The programs, by line.
 */
export function markdownExamples(markdown: string, file: string): MarkdownExample[] {
  const blocks = markdown.matchAll(/^```ts\n(.*?)^```$(?:\n+```text\n(.*?)^```$)?/gms);
  return [...blocks].map(({ 1: code = "", 2: output, index }) => {
    const line = markdown.slice(0, index).split("\n").length + 1;
    return { file, line, code, output: output?.trimEnd() ?? null };
  });
}
