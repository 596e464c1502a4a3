import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One example of a docstring. */
export interface Example {
  /** The file that it stands in, from the repository's root. */
  readonly file: string;
  /** The line of its first statement in that file, from 1. */
  readonly line: number;
  /** The program. */
  readonly code: string;
}

const test = /(?:\.test\.ts|_test\.ts)$|(?:^|\/)(?:testing|fixtures)\//;

/**
 * Reads the TypeScript under every `@example` in the sources of a package.
 *
 * @param root The repository's root.
 * @param dir The package's folder from there, such as `packages/core`.
 * @returns The examples, by file and line.
 * @throws {SyntaxError} Where an `@example` has no block of TypeScript.
 */
export function readExamples(root: string, dir: string): Example[] {
  return readdirSync(join(root, dir, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !test.test(name))
    .sort()
    .flatMap((name) => {
      const file = `${dir}/src/${name}`;
      return examplesOf(readFileSync(join(root, file), "utf8"), file);
    });
}

/** Reads the examples of one source. */
export function examplesOf(source: string, file: string): Example[] {
  const lines = source.split("\n");
  return lines.flatMap((line, index) => {
    if (!/^\s*\* @example\b/.test(line)) return [];
    const start = index + 2;
    const end = lines.findIndex((next, at) => at >= start && /^\s*\* ```\s*$/.test(next));
    if (!/^\s*\* ```ts\s*$/.test(lines[index + 1] ?? "") || end === -1) {
      throw new SyntaxError(`Cannot read ${file}:${index + 1}: a block of \`\`\`ts must follow @example`);
    }
    const code = lines.slice(start, end).map((next) => next.replace(/^\s*\* ?/, ""));
    return [{ file, line: start + 1, code: `${code.join("\n")}\n` }];
  });
}
