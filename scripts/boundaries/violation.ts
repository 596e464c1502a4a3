/** One broken rule, at one line of one file. */
export interface Violation {
  /** The file, from the repository's root. */
  readonly file: string;
  /** The line, counted from 1. */
  readonly line: number;
  /** What stands there, such as `imports "node:fs"`. */
  readonly found: string;
  /** The rule that it breaks. */
  readonly rule: string;
  /** What to do about it. */
  readonly remedy: string;
}

/** Writes a violation as `file:line`, then what was found, the rule, and what to do. */
export function formatViolation(violation: Violation): string {
  const { file, line, found, rule, remedy } = violation;
  return `${file}:${line} ${found}\n  rule: ${rule}\n  do:   ${remedy}`;
}
