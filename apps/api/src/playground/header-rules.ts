/** Headers for the paths that a pattern stands for. */
export interface HeaderRule {
  /** A path, or the beginning of paths with `*` at its end: `/assets/*`. */
  readonly pattern: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Reads a `_headers` file, the one in which static files tell whoever serves them which headers they want.
 *
 * Source: https://developers.cloudflare.com/workers/static-assets/headers/, without placeholders and the removal of headers.
 *
 * @param text The file: a pattern to a line, and its headers, indented, each on a line below it.
 * @returns The rules, in the file's order.
 * @throws {RangeError} For a line that is neither.
 */
export function readHeaderRules(text: string): readonly HeaderRule[] {
  const rules: { readonly pattern: string; readonly headers: Record<string, string> }[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const pattern = /^\/[^\s*]*\*?$/.exec(line.trimEnd())?.[0];
    const [, name, value] = /^\s+([\w-]+):\s*(\S.*?)\s*$/.exec(line) ?? [];
    const rule = rules.at(-1);
    if (pattern !== undefined) rules.push({ pattern, headers: {} });
    else if (rule && name !== undefined && value !== undefined) rule.headers[name] = value;
    else {
      throw new RangeError(
        `Cannot read the headers: line ${index + 1} must be a path or an indented "Name: value", received "${line}"`,
      );
    }
  }
  return rules;
}

/**
 * Tells which headers a path has: those of every rule for it, a later one instead of an earlier one of the same name.
 *
 * @param rules The rules.
 * @param path The path: `/assets/main.js`.
 */
export function headersOf(rules: readonly HeaderRule[], path: string): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const { pattern, headers: more } of rules) {
    const fits = pattern.endsWith("*") ? path.startsWith(pattern.slice(0, -1)) : path === pattern;
    if (fits) Object.assign(headers, more);
  }
  return headers;
}
